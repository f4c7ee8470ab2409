import { Divider, Stack } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { dateOf, datesOf } from '../../parts/text/time.ts'
import { useCategories } from '../../state/matching.ts'
import { Attachments } from './Attachments.tsx'
import { CategoryGuess } from './CategoryGuess.tsx'
import { Relations } from './Relations.tsx'
import { RestrictedSection } from './RestrictedSection.tsx'
import { Tags } from './Tags.tsx'
import classes from './ticket.module.css'

/** What else is known of the ticket. */
export function Details({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const guesses = useCategories(ticket.number, !ticket.category && ticket.can.edit === true)
  const guess = ticket.category ? undefined : guesses.data?.items[0]
  const facts: [string, ReactNode][] = [
    [t('ticket.product'), ticket.product],
    [t('ticket.component'), ticket.component],
    [
      t('ticket.category'),
      ticket.category ??
        (guess && <CategoryGuess key="guess" ticket={ticket.number} guess={guess} />),
    ],
    [t('ticket.team'), ticket.team?.name],
    [
      t('ticket.targetsCount'),
      ticket.clock &&
        (ticket.clock.hours_of
          ? t('ticket.countsHours', { team: ticket.clock.hours_of })
          : t(ticket.team ? 'ticket.countsAlwaysTeam' : 'ticket.countsAlways')),
    ],
    [t('ticket.channel'), cameBy(ticket.channel, t)],
    [t('ticket.created'), <Moment key="at" at={ticket.created_at} />],
    [t('ticket.external'), ticket.external && `${ticket.external.source} ${ticket.external.id}`],
    [t('ticket.owners'), ticket.owners.length > 0 && <Owners ticket={ticket} />],
    [t('ticket.swarms'), ticket.swarms.length > 0 && <Swarms ticket={ticket} />],
  ]
  return (
    <Panel title={t('ticket.details')}>
      <Stack gap="sm">
        <dl className={classes.details}>
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        <Divider />
        <Tags ticket={ticket} />
        <Divider />
        <Attachments ticket={ticket} />
        <Divider />
        <RestrictedSection ticket={ticket} />
        <Relations ticket={ticket} />
      </Stack>
    </Panel>
  )
}

const CHANNELS = ['web', 'api', 'import', 'mail', 'phone', 'chat'] as const

/** How a ticket came; another desk may have named ways of its own. */
function cameBy(channel: string, t: TFunction): string {
  const known = CHANNELS.find((one) => one === channel)
  return known ? t(`ticket.channels.${known}`) : channel
}

function Owners({ ticket }: { ticket: TicketPage }) {
  return (
    <>
      {ticket.owners.map((spell) => (
        <div key={`${spell.owner.id}-${spell.started_at}`}>
          {spell.owner.name},{' '}
          {spell.ended_at ? datesOf(spell.started_at, spell.ended_at) : dateOf(spell.started_at)}
        </div>
      ))}
    </>
  )
}

function Swarms({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  return (
    <>
      {ticket.swarms.map((swarm) => (
        <div key={swarm.id}>
          <Link href={`/swarms/${swarm.id}`} className="more-link">
            {t('ticket.swarm')} {swarm.id}
          </Link>{' '}
          {swarm.open ? (
            <>
              {t('ticket.swarmOpenSince')} {dateOf(swarm.opened_at)}
            </>
          ) : (
            t('ticket.swarmClosed')
          )}
        </div>
      ))}
    </>
  )
}
