import { Group, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { Deadline } from '../../parts/text/Deadline.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { PriorityMark, StatusBadge } from '../../parts/tickets/badges.tsx'
import { solvedUntold } from '../../parts/tickets/first_word.ts'
import { Actions } from './Actions.tsx'
import { NextWord } from './NextWord.tsx'
import classes from './ticket.module.css'

interface Props {
  ticket: TicketPage
  desk: boolean
}

/** What an owner looks for first, in one place: what, who, whose, how long, and what is next. */
export function TopLine({ ticket, desk }: Props) {
  const { t } = useTranslation()
  const live = ticket.status !== 'solved' && ticket.status !== 'closed'
  useDocumentTitle(`${t('ticket.tab', { number: ticket.number, summary: ticket.summary })} · Swarm`)
  return (
    <header className={`panel ${classes.top}`}>
      <div className={classes.heading}>
        <Title order={1} className={classes.title}>
          <span className={classes.number}>#{ticket.number}</span> {ticket.summary}
        </Title>
        <Actions ticket={ticket} />
      </div>
      <dl className={classes.facts}>
        <Fact label={t('tickets.status')}>
          <Group gap={6} wrap="nowrap">
            <StatusBadge status={ticket.status} />
            {desk && <PriorityMark priority={ticket.priority} word />}
          </Group>
        </Fact>
        {desk && (
          <Fact label={t('ticket.requester')}>
            {ticket.requester ? <PersonChip person={ticket.requester} size="sm" plain /> : '–'}
          </Fact>
        )}
        <Fact label={t('ticket.owner')}>
          {ticket.owner ? (
            <PersonChip person={ticket.owner} size="sm" plain={!desk} />
          ) : (
            <Text span c="dimmed" inherit>
              {t('ticket.nobody')}
            </Text>
          )}
        </Fact>
        {desk && <TimeLeft ticket={ticket} />}
        {desk && <FirstWord ticket={ticket} />}
        {desk && live && (
          <Fact label={t('ticket.nextWord')}>
            <NextWord ticket={ticket} />
          </Fact>
        )}
        {!desk && (
          <Fact label={t('ticket.created')}>
            <Moment at={ticket.created_at} />
          </Fact>
        )}
      </dl>
    </header>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** How long the first response still has, or is late, on a solved ticket that lacks one. */
function FirstWord({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const by = ticket.clock?.respond_by
  if (!by || !solvedUntold(ticket)) return null
  return (
    <Fact label={t('ticket.response')}>
      <Deadline by={by} />
    </Fact>
  )
}

/** The target that runs now: the first response until it is given, then the solution. */
function TimeLeft({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const { clock } = ticket
  if (clock === null) return null
  const responding = ticket.first_response_at === null && clock.respond_by !== null
  const by = responding ? clock.respond_by : clock.resolve_by
  const label = t(responding ? 'ticket.response' : 'ticket.resolution')
  if (ticket.status === 'solved' || ticket.status === 'closed') {
    if (clock.resolution_kept === null) return null
    return (
      <Fact label={t('ticket.resolution')}>
        {t(clock.resolution_kept ? 'ticket.kept' : 'ticket.missed')}
      </Fact>
    )
  }
  if (clock.paused) return <Fact label={label}>{t('ticket.paused')}</Fact>
  if (by === null) return null
  return (
    <Fact label={label}>
      <Deadline by={by} />
      {clock.hours_of === null && (
        <Text span size="xs" c="dimmed">
          {' '}
          {t('ticket.roundTheClock')}
        </Text>
      )}
    </Fact>
  )
}
