import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Can } from '../../../contract/person.ts'
import type { NextAfter, PickCard, Question, QueuedTicket } from '../../../contract/picking.ts'
import type { TicketRow } from '../../../contract/ticket.ts'
import { sayError } from '../../../parts/feedback/say.ts'
import { Deadline } from '../../../parts/text/Deadline.tsx'
import { Moment } from '../../../parts/text/Moment.tsx'
import { PriorityMark } from '../../../parts/tickets/badges.tsx'
import { useMe } from '../../../state/me.ts'
import { usePick, useTakeBack } from '../../../state/picking.ts'
import { Foretold } from './Foretold.tsx'
import classes from './picking.module.css'

interface Props {
  room: number
  one: QueuedTicket
  /** In a backlog what was foretold of new tickets says nothing any more. */
  foretold: boolean
  onAsk: (ticket: TicketRow, choice: Question) => void
  nextAfter: NextAfter
}

interface BackProps {
  ticket: TicketRow
  handover: number
}

/** A ticket that waits: what it is, what is foretold of it, and what can be decided. */
export function WaitingLine({ room, one, foretold, onAsk, nextAfter }: Props) {
  const { ticket, pick } = one
  return (
    <li className="row" data-ticket={ticket.number}>
      <Title ticket={ticket} />
      <Facts ticket={ticket} />
      {pick && <Before pick={pick} />}
      {foretold && <Foretold number={ticket.number} />}
      <Choices room={room} ticket={ticket} can={one.can} onAsk={onAsk} nextAfter={nextAfter}>
        {one.can.withdraw && pick?.handover != null && (
          <TakeBack ticket={ticket} handover={pick.handover} />
        )}
      </Choices>
    </li>
  )
}

function TakeBack({ ticket, handover }: BackProps) {
  const { t } = useTranslation()
  const back = useTakeBack()
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={t('picking.of', { what: t('picking.takeBack'), ...ticket })}
      loading={back.isPending}
      onClick={() => back.mutate(handover, { onError: sayError })}
    >
      {t('picking.takeBack')}
    </Button>
  )
}

export function Title({ ticket }: { ticket: TicketRow }) {
  return (
    <div className={classes.title}>
      <PriorityMark priority={ticket.priority} />
      <Link href={`/tickets/${ticket.number}`} className="row-link">
        #{ticket.number} {ticket.summary}
      </Link>
    </div>
  )
}

function Facts({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation()
  const place = [ticket.product, ticket.component].filter(Boolean).join(' › ')
  const said = [ticket.requester?.name, place, ticket.team?.name, ticket.owner?.name]
  return (
    <Text size="xs" c="dimmed">
      {said.filter(Boolean).join(' · ')} · <Moment at={ticket.created_at} />
      {ticket.due_at && ticket.due_kind && (
        <>
          {' · '}
          <span title={t(`shared.due.${ticket.due_kind}`)}>
            <Deadline by={ticket.due_at} />
          </span>
        </>
      )}
    </Text>
  )
}

const BEFORE = { declined: 'picking.declined', withdrawn: 'picking.withdrawn' } as const

/** It was handed out and waits for an answer, got a no, or was asked back. */
function Before({ pick }: { pick: PickCard }) {
  const { t } = useTranslation()
  const words =
    pick.answer === null ? 'picking.offered' : BEFORE[pick.answer as keyof typeof BEFORE]
  if (!pick.to || !words) return null
  return (
    <Text size="xs" fw={550}>
      {t(words, { name: pick.to.name, by: pick.by.name })}
    </Text>
  )
}

interface ChoicesProps {
  room: number
  ticket: TicketRow
  can: Can
  onAsk: (ticket: TicketRow, choice: Question) => void
  nextAfter: NextAfter
  children?: ReactNode
}

/** What the reader may decide: taken at once, the others after a question. */
export function Choices({ room, ticket, can, onAsk, nextAfter, children }: ChoicesProps) {
  const { t } = useTranslation()
  const me = useMe()
  const pick = usePick(room)
  const mine = ticket.owner?.id === me.id
  const label = (what: string) =>
    t('picking.of', { what, number: ticket.number, summary: ticket.summary })
  const button = (choice: Question, words: string) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={label(words)}
      onClick={() => onAsk(ticket, choice)}
    >
      {words}
    </Button>
  )
  const taking = t(mine ? 'picking.keep' : 'picking.take')
  return (
    <Group gap={6} mt={6}>
      {can.take && (
        <Button
          size="compact-sm"
          aria-label={label(taking)}
          loading={pick.isPending}
          onClick={() =>
            pick
              .mutateAsync({ ticket: ticket.number, decision: 'taken' })
              .then(nextAfter(ticket.number), sayError)
          }
        >
          {taking}
        </Button>
      )}
      {can.offer && button('offered', t('picking.offer'))}
      {can.swarm && button('swarmed', t('picking.swarm'))}
      {can.leave && button('left', t('picking.leave'))}
      {children}
    </Group>
  )
}
