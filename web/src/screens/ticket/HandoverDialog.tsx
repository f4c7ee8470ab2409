import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { useTicketVerb } from '../../state/ticket.ts'
import { handOver } from '../../state/ticket_verbs.ts'

interface Props {
  ticket: TicketPage
  onClose: () => void
}

/** Offer the ownership: the colleague reads what was tried, what is open and what was promised. */
export function HandoverDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [to, setTo] = useState<PersonRef | null>(null)
  const [words, setWords] = useState({ tried: '', still_open: '', promised: '' })
  const field = (name: keyof typeof words, label: string) => (
    <Textarea
      label={label}
      value={words[name]}
      onChange={(event) => setWords({ ...words, [name]: event.currentTarget.value })}
      autosize
      minRows={2}
      maxLength={4000}
    />
  )
  return (
    <Dialog
      title={t('ticket.handoverTitle')}
      hint={t('ticket.handoverHint')}
      go={t('ticket.offer')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={to === null}
      onGo={() =>
        to &&
        verb.mutate(() => handOver(ticket.number, { to: to.id, ...words }), { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <PersonPicker
        label={t('ticket.handoverTo')}
        value={to}
        onChange={setTo}
        without={ticket.owner ? [ticket.owner.id] : []}
        required
      />
      {field('tried', t('ticket.tried'))}
      {field('still_open', t('ticket.stillOpen'))}
      {field('promised', t('ticket.promised'))}
    </Dialog>
  )
}
