import { Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { PersonRef } from '../../contract/person.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useDraft } from '../../state/drafts.ts'
import { invite, openSwarm, useSwarmVerb } from '../../state/swarm.ts'

interface Props {
  ticket: TicketPage
  onClose: () => void
  /** Invited as soon as the swarm is open. */
  first?: PersonRef
}

/** The ask: what help is needed and what was tried. Opens the swarm. */
export function AskDialog({ ticket, onClose, first }: Props) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [needed, setNeeded] = useDraft(`ask-${ticket.number}`)
  const [tried, setTried] = useState('')
  const opened = useRef<number | null>(null)
  const verb = useSwarmVerb(ticket.number)
  const open = () =>
    verb.mutate(
      async () => {
        const ask = { help_needed: needed.trim(), tried: tried.trim() }
        // Once open it stays open: another try only repeats what failed.
        opened.current ??= (await openSwarm(ticket.number, ask)).id
        if (first) await invite(opened.current, first.id)
        else go(`/swarms/${opened.current}`)
        setNeeded('')
      },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      title={t('ticket.askTitle')}
      hint={t('ticket.askHint')}
      go={first ? t('ticket.askThen', { name: first.name }) : t('ticket.askOpen')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={needed.trim() === ''}
      onGo={open}
      onClose={onClose}
    >
      <Textarea
        label={t('ticket.helpNeeded')}
        value={needed}
        onChange={(event) => setNeeded(event.currentTarget.value)}
        autosize
        minRows={3}
        maxLength={4000}
        data-autofocus
        required
        withAsterisk={false}
      />
      <Textarea
        label={t('ticket.tried')}
        value={tried}
        onChange={(event) => setTried(event.currentTarget.value)}
        autosize
        minRows={3}
        maxLength={4000}
      />
    </Dialog>
  )
}
