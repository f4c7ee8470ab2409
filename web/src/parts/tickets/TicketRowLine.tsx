import { Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TicketRow } from '../../contract/ticket.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import { Deadline } from '../text/Deadline.tsx'
import { Moment } from '../text/Moment.tsx'
import { PriorityMark, StatusBadge } from './badges.tsx'
import { Snippet } from './Snippet.tsx'
import classes from './tickets.module.css'

interface Props {
  ticket: TicketRow
  /** What was searched for, to be marked. */
  words?: string
  /** A reason that stands above the list already and is not said again. */
  known?: string
}

/** A ticket in a list: what it is, whose it is, what is due, and why it is shown. */
export function TicketRowLine({ ticket, words = '', known }: Props) {
  return (
    <li className="row">
      <div className={classes.grid}>
        <PriorityMark priority={ticket.priority} />
        <div>
          <div className={classes.head}>
            <span className={classes.number}>#{ticket.number}</span>
            <Link href={`/tickets/${ticket.number}`} className="row-link">
              {ticket.summary}
            </Link>
          </div>
          {ticket.snippet && <Snippet text={ticket.snippet} words={words} />}
          <Facts ticket={ticket} known={known} />
        </div>
        <Aside ticket={ticket} />
      </div>
    </li>
  )
}

function Facts({ ticket, known }: Pick<Props, 'ticket' | 'known'>) {
  const { t } = useTranslation()
  const place = [ticket.product, ticket.component].filter(Boolean).join(' › ')
  return (
    <div className={classes.line}>
      {ticket.why && ticket.why !== known && (
        <Text span fw={500} size="sm" className={classes.why}>
          {ticket.why}
        </Text>
      )}
      {ticket.requester && <span>{ticket.requester.name}</span>}
      {place && <span>{place}</span>}
      {ticket.swarm !== null && (
        <span>
          <IconUsersGroup size={14} aria-hidden="true" style={{ verticalAlign: -2 }} />{' '}
          {t('tickets.swarmOpen')}
        </span>
      )}
    </div>
  )
}

function Aside({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation()
  return (
    <div className={classes.aside}>
      <StatusBadge status={ticket.status} />
      {ticket.due_at && ticket.due_kind ? (
        <span title={t(`shared.due.${ticket.due_kind}`)}>
          <Deadline by={ticket.due_at} />
        </span>
      ) : (
        <Moment at={ticket.updated_at} c="dimmed" />
      )}
      {ticket.owner ? (
        <PersonChip person={ticket.owner} size="sm" />
      ) : (
        <Text span size="sm" c="dimmed">
          {t('shared.unowned')}
        </Text>
      )}
    </div>
  )
}
