import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../contract/activity.ts'
import type { Board } from '../../../contract/board.ts'
import { CREDITS } from '../../../contract/ending.ts'
import { DUTIES } from '../../../contract/severity.ts'
import { fullTime } from '../../../parts/text/time.ts'
import { usePlace } from '../message/place.ts'
import classes from '../room.module.css'
import { ANSWERS } from './timeline.ts'

type Name = (id: number | null) => string

/** Somebody came, went, was asked: a quiet line between the words. */
export function EventLine({ lines, name }: { lines: Line[]; name: Name }) {
  const { t } = useTranslation()
  const { board } = usePlace()
  return (
    <div className={classes.event}>
      {lines.map((line, index) => {
        const alone = isDecision(line)
        const apart = index > 0 && !alone && !isDecision(lines[index - 1])
        return (
          <span
            key={line.seq}
            title={fullTime(line.at)}
            className={alone ? classes.alone : undefined}
          >
            {apart && ' · '}
            {eventIn(line, t, name, board)}
          </span>
        )
      })}
    </div>
  )
}

/** What was decided on a ticket, and what came of it, are read one under the other. */
function isDecision(line: Line | undefined): boolean {
  return line?.kind === 'ticket_picked' || line?.kind === 'queue_changed'
}

const OF_PERSON = {
  member_joined: 'room.joined',
  member_left: 'room.left',
  member_removed: 'room.removed',
  invitation_sent: 'room.invited',
  invitation_answered: 'room.answeredNo',
  invitation_postponed: 'room.putOff',
  invitation_expired: 'room.expired',
  invitation_withdrawn: 'room.withdrawn',
  offer_made: 'room.offered',
  guest_ended: 'guests.over',
} as const

const OF_ACTOR = {
  swarm_opened: 'room.opened',
  swarm_closed: 'room.closedBy',
  swarm_cancelled: 'room.cancelledBy',
  swarm_reopened: 'room.reopenedBy',
  message_pinned: 'room.pinned',
  tried_added: 'room.triedMore',
  status_updated: 'severity.updated',
} as const

const OF_BOTH = {
  guest_invited: 'guests.invited',
  message_shared: 'guests.shown',
} as const

const OF_BOARD = [
  'hypothesis_added',
  'hypothesis_ruled_out',
  'hypothesis_confirmed',
  'hypothesis_reopened',
  'task_added',
  'task_done',
  'decision_set',
  'decision_ended',
] as const

/** What a line of the board is about: its words stand on the board alone. */
function aboutIn(line: Line, t: TFunction, board: Board | undefined): string {
  const { hypothesis, task } = line.data
  const known = hypothesis
    ? board?.hypotheses.find((one) => one.id === hypothesis)
    : board?.tasks.find((one) => one.id === task)
  return known?.text ?? t(hypothesis ? 'board.somehypothesis' : 'board.sometask')
}

/** A swarm that was cancelled closed, too; that is said otherwise. */
function happenedIn(line: Line): string {
  return line.data.cancelled === true ? 'swarm_cancelled' : line.kind
}

function dutyIn(line: Line, duty: string, t: TFunction, name: Name): string {
  const { person } = line.data
  if (typeof person !== 'number') return t('severity.nobodyHas', { duty })
  return t('severity.gave', { name: name(person), duty: duty.toLowerCase() })
}

const CHOICES = ['taken', 'offered', 'swarmed', 'left'] as const

/** What was decided on a ticket that was picked over. */
function pickIn({ data, actor }: Line, t: TFunction, name: Name): string {
  const choice = CHOICES.find((one) => one === data.decision)
  const to = typeof data.to === 'number' ? name(data.to) : ''
  const words = { name: name(actor), to, number: data.ticket, summary: data.summary, why: data.why }
  return choice ? t(`picking.event.${choice}`, words) : ''
}

/** What came of an offer that was made here. */
function answerIn({ data, actor }: Line, t: TFunction, name: Name): string {
  const answer = ANSWERS.find((one) => one === data.answer)
  const words = { name: name(actor), to: name(Number(data.to)), number: data.ticket }
  return answer ? t(`picking.answered.${answer}`, words) : ''
}

/** One line in words. */
export function eventIn(line: Line, t: TFunction, name: Name, board?: Board): string {
  const onBoard = OF_BOARD.find((one) => one === line.kind)
  if (onBoard) {
    const text = aboutIn(line, t, board)
    return t(`board.event.${onBoard}`, { name: name(line.actor), text })
  }
  if (line.kind === 'ticket_picked') return pickIn(line, t, name)
  if (line.kind === 'queue_changed') return answerIn(line, t, name)
  if (line.kind === 'swarm_opened' && line.data.by === 'rule') return t('severity.byRule')
  if (line.kind === 'swarm_closed' && typeof line.data.found_in === 'number') {
    return t('room.foundIn', { room: line.data.found_in })
  }
  const actor = OF_ACTOR[happenedIn(line) as keyof typeof OF_ACTOR]
  if (actor) return t(actor, { name: name(line.actor) })
  const duty = DUTIES.find((one) => one === line.data.duty)
  if (duty) return dutyIn(line, t(`severity.duty.${duty}`), t, name)
  const both = OF_BOTH[line.kind as keyof typeof OF_BOTH]
  if (both) return t(both, { actor: name(line.actor), name: name(Number(line.data.person)) })
  const who = name(typeof line.data.person === 'number' ? line.data.person : line.actor)
  const kind = CREDITS.find((one) => one === line.data.kind)
  if (line.kind === 'contribution_credited' && kind) {
    return t('room.credited', { name: who, kind: t(`room.kind.${kind}`).toLowerCase() })
  }
  const words = OF_PERSON[line.kind as keyof typeof OF_PERSON]
  return words ? t(words, { name: who }) : ''
}
