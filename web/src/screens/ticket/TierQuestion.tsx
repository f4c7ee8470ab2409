import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { useAnswerTier, useTierQuestion } from '../../state/flow.ts'
import { useMe } from '../../state/me.ts'

/** The one question that the tier classifier leaves to whoever solved the ticket. */
export function TierQuestion({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const me = useMe()
  const mine = ticket.solved_at !== null && ticket.owner?.id === me.id
  const { data } = useTierQuestion(ticket.number, mine)
  const answer = useAnswerTier(ticket.number)
  if (!mine || !data?.choices.length) return null
  return (
    <Panel title={t('flow.questionTitle')} hint={t('flow.questionHint')}>
      <ErrorNote error={answer.error} />
      <Group gap="xs" role="group" aria-label={t('flow.questionTitle')}>
        {data.choices.map((tier) => (
          <Button
            key={tier.key}
            variant="default"
            title={tier.meaning}
            disabled={answer.isPending}
            onClick={() => answer.mutate(tier.key)}
          >
            {tier.key}, {tier.name}
          </Button>
        ))}
      </Group>
    </Panel>
  )
}
