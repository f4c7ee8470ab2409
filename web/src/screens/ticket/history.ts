import type { TFunction } from 'i18next'
import type { Line } from '../../contract/activity.ts'
import type { Status, TicketPage } from '../../contract/ticket.ts'
import { fullTime } from '../../parts/text/time.ts'

type Name = (id: number | null) => string

/** Facts of a line that hold a person. */
const PEOPLE = ['owner', 'to', 'person'] as const

/** Kinds in which such a fact names a status, a queue, a tier or a process. */
const NOBODY_NAMED = ['status_changed', 'group_changed', 'tier_changed', 'process_crossed']

/** Everybody whom a line names. */
export function peopleIn(line: Line): number[] {
  const named = NOBODY_NAMED.includes(line.kind) ? [] : PEOPLE
  const ids = named.map((fact) => line.data[fact])
  return [line.actor, ...ids].filter((id): id is number => typeof id === 'number')
}

/** The people whose names stand on the ticket itself. */
export function namesOn(ticket: TicketPage): Map<number, string> {
  const people = [
    ticket.requester,
    ticket.owner,
    ...ticket.replies.map((reply) => reply.author),
    ...ticket.owners.map((spell) => spell.owner),
    ticket.handover?.from,
    ticket.handover?.to,
  ]
  return new Map(people.flatMap((person) => (person ? [[person.id, person.name]] : [])))
}

const PLAIN = [
  'ticket_created',
  'attachment_added',
  'needs_changed',
  'ticket_solved',
  'ticket_reopened',
  'ticket_closed',
  'swarm_opened',
  'swarm_closed',
] as const

/** Kinds whose sentence names whom it is about, so that nobody is named before it. */
export const WHOLE = ['ownership_started', 'ownership_ended', 'handover_answered']

/** A line of the stream in words, without who did it. */
export function sentenceOf(line: Line, t: TFunction, name: Name): string {
  const plain = PLAIN.find((kind) => kind === line.kind)
  if (plain) return t(`history.${plain}`)
  const { data } = line
  const text = (fact: string) => String(data[fact] ?? '')
  switch (line.kind) {
    case 'ticket_changed':
      return t('history.ticket_changed', { fields: fieldsOf(data.fields) })
    case 'status_changed':
      if (data.from === data.to) return waitsFor(data.cause, t)
      return t('history.status_changed', { from: status(data.from, t), to: status(data.to, t) })
    case 'ownership_started':
    case 'ownership_ended':
      return t(`history.${line.kind}`, { owner: name(idOf(data.owner)) })
    case 'handover_offered':
      return t('history.handover_offered', { to: name(idOf(data.to)) })
    case 'handover_answered':
      return t(`history.handover_answered.${answerOf(data.answer)}`, { to: name(idOf(data.to)) })
    case 'ticket_picked':
      return picked(line, t, name)
    case 'process_assigned':
      return t(`history.process_assigned.${data.process === 'tier' ? 'tier' : 'swarm'}`)
    case 'process_crossed':
      return t(`history.process_crossed.${data.to === 'tier' ? 'tier' : 'swarm'}`)
    case 'next_word_set':
      return data.by
        ? t('history.next_word_by', { by: fullTime(text('by')) })
        : t('history.next_word_set')
    case 'reply_posted':
      return t(data.public ? 'history.reply_public' : 'history.reply_private')
    default:
      return fromCodes(line, t)
  }
}

const CODED = [
  'relation_added',
  'relation_removed',
  'tag_added',
  'tag_removed',
  'ticket_rated',
  'cause_written',
  'work_recorded',
  'group_changed',
  'touch_overridden',
  'override_undone',
  'tier_changed',
  'bounce_foreseen',
] as const

function fromCodes(line: Line, t: TFunction): string {
  const coded = CODED.find((kind) => kind === line.kind)
  if (coded) return t(`history.${coded}`, line.data)
  return t('history.other', { kind: line.kind.replaceAll('_', ' ') })
}

const CHOICES = ['taken', 'offered', 'swarmed', 'left'] as const

/** What was decided in a room where tickets are picked over. */
function picked({ data }: Line, t: TFunction, name: Name): string {
  const choice = CHOICES.find((one) => one === data.decision)
  const words = { to: name(idOf(data.to)), why: String(data.why ?? '') }
  return choice ? t(`picking.history.${choice}`, words) : ''
}

/** Another desk said what it waits for, while the status stayed as it was. */
function waitsFor(cause: unknown, t: TFunction): string {
  return cause ? t('history.waits_for', { cause }) : t('history.waits_no_more')
}

function idOf(fact: unknown): number | null {
  return typeof fact === 'number' ? fact : null
}

function fieldsOf(fields: unknown): string {
  return Array.isArray(fields) ? fields.join(', ') : ''
}

const ANSWERS = ['accepted', 'declined', 'withdrawn'] as const

function answerOf(code: unknown) {
  return ANSWERS.find((one) => one === code) ?? 'lapsed'
}

const STATUSES: Status[] = ['new', 'open', 'waiting', 'solved', 'closed']

function status(code: unknown, t: TFunction): string {
  const known = STATUSES.find((one) => one === code)
  return known ? t(`shared.status.${known}`).toLowerCase() : String(code)
}
