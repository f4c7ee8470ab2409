import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { sayError } from '../../parts/feedback/say.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { takeCategory } from '../../state/ticket_verbs.ts'

interface Props {
  ticket: number
  guess: { category: string; probability: number }
}

/** The category that a ticket without one seems to belong to; one click takes it. */
export function CategoryGuess({ ticket, guess }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket)
  const { category, probability } = guess
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {t('ticket.categoryGuess', { category, percent: Math.round(100 * probability) })}
      </Text>
      <Button
        size="compact-xs"
        variant="light"
        aria-label={t('ticket.categoryTakeLabel', { category })}
        loading={verb.isPending}
        onClick={() => verb.mutate(() => takeCategory(ticket, category), { onError: sayError })}
      >
        {t('ticket.categoryTake')}
      </Button>
    </Group>
  )
}
