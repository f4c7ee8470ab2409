import { Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DecidedTicket, NextAfter, PickCard, Question } from '../../../contract/picking.ts'
import type { TicketRow } from '../../../contract/ticket.ts'
import { Moment } from '../../../parts/text/Moment.tsx'
import { Choices, Title } from './WaitingLine.tsx'

interface Props {
  room: number
  one: DecidedTicket
  onAsk: (ticket: TicketRow, choice: Question) => void
  nextAfter: NextAfter
}

/** A ticket that was picked over: what was decided, by whom. */
export function DecidedLine({ room, one, onAsk, nextAfter }: Props) {
  const { t } = useTranslation()
  const { ticket, pick, can } = one
  return (
    <li className="row" data-ticket={ticket.number}>
      <Title ticket={ticket} />
      <Text size="xs">
        {decided(pick, t)}
        {pick.swarm !== null && (
          <>
            {' · '}
            <Link href={`/swarms/${pick.swarm}`} className="figure-link">
              {t('picking.toSwarm')}
            </Link>
          </>
        )}
        {' · '}
        <Moment at={pick.at} />
      </Text>
      {can.leave && (
        <Choices
          room={room}
          ticket={ticket}
          can={{ ...can, leave: false }}
          onAsk={onAsk}
          nextAfter={nextAfter}
        />
      )}
    </li>
  )
}

function decided(pick: PickCard, t: TFunction): string {
  if (pick.to) return t('picking.past.accepted', { name: pick.to.name })
  const words = { name: pick.by.name, why: pick.why }
  if (pick.decision === 'swarmed') return t('picking.past.swarmed', words)
  return t(pick.decision === 'left' ? 'picking.past.left' : 'picking.past.taken', words)
}
