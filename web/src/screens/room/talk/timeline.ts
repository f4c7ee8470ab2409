import type { Line } from '../../../contract/activity.ts'
import type { Message, Talk } from '../../../state/talk.ts'

export interface Said {
  type: 'message'
  seq: number
  said: Message
  /** Whether the author is shown, or this goes on from the message before. */
  first: boolean
}

export type Item =
  | Said
  | { type: 'events'; seq: number; lines: Line[] }
  | { type: 'day'; seq: number; at: string }
  | { type: 'new'; seq: number }

/** How far one had read, and where the room stood, when it was entered. */
export interface Left {
  read: number
  head: number
}

const TOGETHER_MS = 5 * 60_000

/** Lines that are worth a word between the messages. */
const EVENTS = new Set([
  'swarm_opened',
  'member_joined',
  'member_left',
  'member_removed',
  'invitation_sent',
  'invitation_answered',
  'invitation_postponed',
  'invitation_expired',
  'invitation_withdrawn',
  'offer_made',
  'contribution_credited',
  'swarm_closed',
  'swarm_reopened',
  'message_pinned',
  'tried_added',
  'guest_invited',
  'guest_ended',
  'message_shared',
  'duty_given',
  'status_updated',
  'hypothesis_added',
  'hypothesis_ruled_out',
  'hypothesis_confirmed',
  'hypothesis_reopened',
  'task_added',
  'task_done',
  'decision_set',
  'decision_ended',
  'ticket_picked',
])

/** Nothing is said twice: who said yes also joined, who opened the swarm is in it. */
function isEvent(line: Line): boolean {
  if (line.kind === 'queue_changed') return isAnswer(line.data.answer)
  const said = line.data.answer === 'accepted' || line.data.answer === 'answered'
  return EVENTS.has(line.kind) && !said && line.data.by !== 'opened'
}

/** How an offer that was made in this room ended; that it lapsed, another line tells. */
export const ANSWERS = ['accepted', 'declined', 'withdrawn'] as const

function isAnswer(answer: unknown): boolean {
  return ANSWERS.some((one) => one === answer)
}

/** Answers stay in their thread unless they were sent to the room too. */
function inRoom(said: Message | undefined): said is Message {
  return said !== undefined && (said.thread === null || said.also)
}

/**
 * What a room shows, out of its lines: day dividers, “new since you left” before the first
 * message of somebody else between `left.read` and `left.head` (what came while one was away),
 * and messages of one author in a row as one. Pure.
 */
export function timelineOf(lines: Line[], talk: Talk, left: Left, me: number): Item[] {
  const items: Item[] = []
  let day = ''
  let marked = false
  let before: Line | null = null
  const shared = new Set(lines.filter(isShown).map((line) => Number(line.data.message)))
  for (const line of lines) {
    const said = saidBy(line, talk, shared)
    const shown = inRoom(said)
    if (!shown && !isEvent(line)) continue
    const date = dateOf(line.at)
    if (date !== day) items.push({ type: 'day', seq: line.seq, at: line.at })
    if (!marked && shown && isNew(line, left, me)) {
      items.push({ type: 'new', seq: line.seq })
      marked = true
      before = null
    }
    if (shown)
      items.push({
        type: 'message',
        seq: line.seq,
        said,
        first: isShown(line) || !goesOn(before, line, date === day),
      })
    else addEvent(items, line)
    before = shown && !isShown(line) ? line : null
    day = date
  }
  return items
}

/** A member showed this reader from outside an earlier message: it stands where it was shown. */
function isShown(line: Line): boolean {
  return line.kind === 'message_shared' && line.data.original !== undefined
}

function saidBy(line: Line, talk: Talk, shared: ReadonlySet<number>): Message | undefined {
  const message = Number(line.data.message)
  if (line.kind === 'message_posted') return shared.has(message) ? undefined : talk.get(message)
  return isShown(line) ? talk.get(message) : undefined
}

/** The messages of a thread in their order: what was asked, and every answer. */
export function threadOf(talk: Talk, root: number): Said[] {
  return [...talk.values()]
    .filter((said) => said.message === root || said.thread === root)
    .map((said) => ({ type: 'message', seq: said.seq, said, first: true }))
}

function isNew(line: Line, left: Left, me: number): boolean {
  return line.seq > left.read && line.seq <= left.head && line.actor !== me
}

/** Several events in a row are one quiet line. */
function addEvent(items: Item[], line: Line): void {
  const last = items.at(-1)
  if (last?.type === 'events') last.lines.push(line)
  else items.push({ type: 'events', seq: line.seq, lines: [line] })
}

function goesOn(before: Line | null, line: Line, sameDay: boolean): boolean {
  if (before === null || !sameDay || before.actor !== line.actor) return false
  return Date.parse(line.at) - Date.parse(before.at) < TOGETHER_MS
}

function dateOf(iso: string): string {
  const at = new Date(iso)
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`
}

/** Everybody whom the lines name. */
export function peopleIn(lines: Line[]): number[] {
  const named = lines.flatMap((line) => [
    line.actor,
    line.data.person,
    line.kind === 'ticket_picked' ? line.data.to : null,
    (line.data.quoted as { author?: unknown } | null | undefined)?.author,
    ...(Array.isArray(line.data.outside) ? line.data.outside : []),
  ])
  return named.filter((id): id is number => typeof id === 'number')
}

/** How many messages of others stand behind a line. */
export function unseenAfter(lines: Line[], seq: number, me: number): number {
  return lines.filter(
    (line) =>
      line.kind === 'message_posted' &&
      line.seq > seq &&
      line.actor !== me &&
      (line.data.thread === undefined || line.data.also === true),
  ).length
}
