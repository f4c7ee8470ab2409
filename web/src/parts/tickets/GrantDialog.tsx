import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { Restricted } from '../../contract/restricted.ts'
import { grant, useRestrictedVerb } from '../../state/restricted.ts'
import { Dialog } from '../feedback/Dialog.tsx'
import { PersonPicker } from '../people/PersonPicker.tsx'

interface Props {
  ticket: number
  card: Restricted
  onClose: () => void
}

/** Let somebody read what is restricted of one ticket, and say why. */
export function GrantDialog({ ticket, card, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useRestrictedVerb(ticket)
  const [person, setPerson] = useState<PersonRef | null>(null)
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={t('restricted.grant')}
      hint={t('restricted.grantHint')}
      go={t('restricted.grant')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={person === null || reason.trim() === ''}
      onGo={() =>
        verb.mutate(() => grant(ticket, person?.id ?? 0, reason.trim()), { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <PersonPicker
        label={t('restricted.who')}
        value={person}
        onChange={setPerson}
        without={card.grants.map((one) => one.person.id)}
        everybody
      />
      <Textarea
        label={t('restricted.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={2_000}
      />
    </Dialog>
  )
}
