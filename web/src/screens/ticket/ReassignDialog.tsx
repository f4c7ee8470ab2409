import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { useTicketVerb } from '../../state/ticket.ts'
import { reassign } from '../../state/ticket_verbs.ts'

interface Props {
  ticket: TicketPage
  onClose: () => void
}

/** A manager gives the ticket to somebody, at once. */
export function ReassignDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [to, setTo] = useState<PersonRef | null>(null)
  return (
    <Dialog
      title={t('ticket.reassignTitle')}
      go={t('ticket.reassignGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={to === null}
      onGo={() => to && verb.mutate(() => reassign(ticket.number, to.id), { onSuccess: onClose })}
      onClose={onClose}
    >
      <PersonPicker
        label={t('ticket.handoverTo')}
        value={to}
        onChange={setTo}
        without={ticket.owner ? [ticket.owner.id] : []}
        required
      />
    </Dialog>
  )
}
