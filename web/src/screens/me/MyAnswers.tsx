import { Button, Group, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DeclineCard } from '../../contract/swarm.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { dateOf } from '../../parts/text/time.ts'
import { useDeclines, useUndoDecline } from '../../state/declines.ts'

/** What my answers change for the next requests, and taking that back. */
export function MyAnswers() {
  const { t } = useTranslation()
  const declines = useDeclines()
  return (
    <Panel title={t('account.answers')} hint={t('account.answersHint')}>
      <Shown query={declines} waiting={<WaitingRows count={1} />}>
        {(data) =>
          data.items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('account.noAnswers')}
            </Text>
          ) : (
            <ul className="plain-list">
              {data.items.map((one) => (
                <AnswerLine key={one.invitation} decline={one} />
              ))}
            </ul>
          )
        }
      </Shown>
    </Panel>
  )
}

function AnswerLine({ decline }: { decline: DeclineCard }) {
  const { t } = useTranslation()
  const undo = useUndoDecline()
  const words = said(decline, t)
  return (
    <Group component="li" justify="space-between" wrap="nowrap" py={4} align="flex-start">
      <div>
        <Text size="sm">{words}</Text>
        <Text size="xs" c="dimmed">
          {decline.until && `${t('account.until', { date: dateOf(decline.until) })} · `}
          <Link href={`/tickets/${decline.ticket}`} className="more-link">
            #{decline.ticket} {decline.summary}
          </Link>
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={undo.isPending}
        aria-label={`${t('account.takeBack')}: ${words}`}
        onClick={() => undo.mutate(decline.invitation, { onError: sayError })}
      >
        {t('account.takeBack')}
      </Button>
    </Group>
  )
}

/** What follows from an answer, in words. */
function said(decline: DeclineCard, t: TFunction): string {
  if (decline.why === 'no_time') return t('account.saidNoTime')
  if (decline.why === 'ask_instead') {
    return t('account.saidInstead', { name: decline.instead?.name ?? '' })
  }
  return t('account.saidNotMine', { names: decline.skills.join(', ') })
}
