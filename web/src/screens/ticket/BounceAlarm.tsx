import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { useBounce } from '../../state/managing.ts'
import { AskDialog } from './AskDialog.tsx'

/** How likely a tiered ticket is passed on again, and help in place of the transfer. */
export function BounceAlarm({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const ended = ticket.status === 'solved' || ticket.status === 'closed'
  const bounce = useBounce(ticket.number, ticket.head, !ended).data
  if (ended || !bounce) return null
  if (bounce.silent) {
    return (
      <Text size="sm" c="dimmed">
        {t('managing.bounce.silent')}
      </Text>
    )
  }
  if (bounce.chance === null) return null
  const said = {
    percent: Math.round(bounce.chance * 100),
    usual: Math.round((bounce.usual ?? 0) * 100),
    queue: bounce.queue,
  }
  if (!bounce.alarm) {
    return (
      <Text size="sm" c="dimmed">
        {t('managing.bounce.chance', said)}
      </Text>
    )
  }
  return (
    <Alert variant="light" color="honey" title={t('managing.bounce.title')}>
      <Text size="sm" c="var(--mantine-color-text)">
        {t('managing.bounce.words', said)} {ticket.can.open_swarm && t('managing.bounce.offer')}
      </Text>
      {ticket.can.open_swarm && (
        <Button size="compact-sm" mt={8} onClick={() => setAsking(true)}>
          {t('managing.bounce.open')}
        </Button>
      )}
      {asking && <AskDialog ticket={ticket} onClose={() => setAsking(false)} />}
    </Alert>
  )
}
