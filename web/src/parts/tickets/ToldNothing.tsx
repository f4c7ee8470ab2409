import { Alert } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { fixToTell, toldNothing } from './first_word.ts'

interface Props {
  ticket: TicketPage | undefined
  /** What can be done about it: before the ticket ends, or after it. */
  then: 'ending' | 'ended'
}

/** That whoever asked was told nothing yet, where the ticket is ended without a word to them. */
export function ToldNothing({ ticket, then }: Props) {
  const { t } = useTranslation()
  if (ticket === undefined || !toldNothing(ticket)) return null
  const name = ticket.requester?.name ?? t('ticket.requester')
  return (
    <Alert
      color="honey"
      variant="light"
      icon={<IconMessageQuestion size={18} />}
      title={t('ticket.toldNothing', { name })}
    >
      {then === 'ending'
        ? t('ticket.toldNothingEnding')
        : t(fixToTell(ticket) ? 'ticket.toldNothingEnded' : 'ticket.toldNothingPlain')}
    </Alert>
  )
}
