import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useDraft } from '../../state/drafts.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { writeCause } from '../../state/ticket_verbs.ts'

interface Props {
  ticket: TicketPage
  onClose: () => void
}

/** Why it happened, told after a swarm solved the ticket without a word of it. */
export function CauseDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [cause, setCause] = useDraft(`cause-${ticket.number}`)
  const finish = () => {
    setCause('')
    onClose()
  }
  return (
    <Dialog
      title={t('ticket.writeCause')}
      hint={t('ticket.writeCauseHint')}
      go={t('ticket.writeCauseGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={cause.trim() === ''}
      onGo={() => verb.mutate(() => writeCause(ticket.number, cause.trim()), { onSuccess: finish })}
      onClose={onClose}
    >
      <Textarea
        label={t('ticket.cause')}
        description={t('ticket.causeHint')}
        value={cause}
        onChange={(event) => setCause(event.currentTarget.value)}
        autosize
        minRows={3}
        data-autofocus
        required
        withAsterisk={false}
      />
    </Dialog>
  )
}
