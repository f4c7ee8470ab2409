import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { QueueCard, QueueList, QueueRow } from '../../contract/process.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { Deadline } from '../../parts/text/Deadline.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { PriorityMark, StatusBadge } from '../../parts/tickets/badges.tsx'
import { useClaim, useQueue, useQueues } from '../../state/process.ts'
import classes from './queues.module.css'

/** The queues of the tiers, and the tickets in the chosen one; which one stands in the address. */
export function Queues() {
  const { t } = useTranslation()
  const queues = useQueues()
  return (
    <>
      <PageHead title={t('process.queues')} hint={t('process.queuesHint')} />
      <Shown query={queues}>{(list) => <Chooser list={list} />}</Shown>
    </>
  )
}

function keyOf(one: Pick<QueueCard, 'tier' | 'team'>): string {
  return `${one.tier}/${one.team ?? ''}`
}

function Chooser({ list }: { list: QueueList }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const first = list.items.find((one) => one.mine) ?? list.items[0]
  const tier = params.get('tier') ?? first?.tier
  const team = params.has('tier') ? Number(params.get('team')) || null : (first?.team ?? null)
  if (!tier) return <EmptyState title={t('process.noQueues')} hint={t('process.noQueuesHint')} />
  const choose = (one: QueueCard) =>
    setParams(one.team ? { tier: one.tier, team: String(one.team) } : { tier: one.tier }, {
      replace: true,
    })
  return (
    <Stack>
      <Group gap="xs" role="group" aria-label={t('process.queues')}>
        {list.items.map((one) => (
          <UnstyledButton
            key={keyOf(one)}
            className={classes.card}
            aria-pressed={keyOf(one) === keyOf({ tier, team })}
            onClick={() => choose(one)}
          >
            <Text size="sm" fw={600}>
              {one.tier} {one.team_name ?? one.tier_name}
              {one.mine && (
                <Text span size="xs" c="dimmed" fw={400}>
                  {' '}
                  {t('process.yours')}
                </Text>
              )}
            </Text>
            <Text size="xs" c="dimmed">
              {t('process.waiting', { count: one.waiting })} ·{' '}
              {t('process.claimed', { count: one.claimed })}
            </Text>
          </UnstyledButton>
        ))}
      </Group>
      <OneQueue tier={tier} team={team} />
    </Stack>
  )
}

function OneQueue({ tier, team }: { tier: string; team: number | null }) {
  const { t } = useTranslation()
  const queue = useQueue(tier, team)
  const claim = useClaim()
  return (
    <Shown query={queue}>
      {(page) =>
        page.items.length === 0 ? (
          <EmptyState title={t('process.emptyQueue')} hint={t('process.emptyQueueHint')} />
        ) : (
          <section className="panel" aria-label={`${page.tier} ${page.team_name ?? ''}`}>
            <ErrorNote error={claim.error} />
            <ul className="plain-list">
              {page.items.map((row) => (
                <Row
                  key={row.number}
                  row={row}
                  busy={claim.isPending && claim.variables === row.number}
                  onClaim={() =>
                    claim.mutate(row.number, {
                      onSuccess: () => say(t('process.claimed_now')),
                    })
                  }
                />
              ))}
            </ul>
            {page.more && (
              <Text size="sm" c="dimmed" p="md">
                {t('process.moreThanShown')}
              </Text>
            )}
          </section>
        )
      }
    </Shown>
  )
}

function Row({ row, busy, onClaim }: { row: QueueRow; busy: boolean; onClaim: () => void }) {
  const { t } = useTranslation()
  return (
    <li className="row">
      <div className={classes.row}>
        <PriorityMark priority={row.priority} />
        <div>
          <Link href={`/tickets/${row.number}`} className="row-link">
            #{row.number} {row.summary}
          </Link>
          <Text size="sm" c="dimmed">
            {row.why} · <Moment at={row.since} />
            {row.reason && ` · ${row.reason}`}
          </Text>
        </div>
        <Group gap="sm" className={classes.aside}>
          <StatusBadge status={row.status} />
          <Text size="sm" component="div">
            <Due row={row} />
          </Text>
          {row.owner ? (
            <PersonChip person={row.owner} size="sm" />
          ) : (
            <Button
              size="compact-sm"
              loading={busy}
              onClick={onClaim}
              aria-label={t('process.claimLong', { number: row.number })}
            >
              {t('process.claim')}
            </Button>
          )}
        </Group>
      </div>
    </li>
  )
}

function Due({ row }: { row: QueueRow }) {
  const { t } = useTranslation()
  if (!row.due_at) return null
  if (row.paused) return <>{t('process.paused')}</>
  return (
    <>
      <Deadline by={row.due_at} /> {t('process.onTo', { tier: row.to })}
    </>
  )
}
