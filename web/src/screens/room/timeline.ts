import type { Line } from '../../contract/activity.ts'

export interface Said {
  type: 'message'
  seq: number
  message: number
  author: number | null
  at: string
  html: string | null
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
  'invitation_expired',
  'invitation_withdrawn',
  'offer_made',
  'contribution_credited',
  'swarm_closed',
])

/** Nothing is said twice: who said yes also joined, who opened the swarm is in it. */
function isEvent(line: Line): boolean {
  return EVENTS.has(line.kind) && line.data.answer !== 'accepted' && line.data.by !== 'opened'
}

/**
 * What a room shows, out of its lines: day dividers, “new since you left” before the first
 * message of somebody else between `left.read` and `left.head` (what came while one was away),
 * and messages of one author in a row as one. Pure.
 */
export function timelineOf(lines: Line[], left: Left, me: number): Item[] {
  const items: Item[] = []
  let day = ''
  let marked = false
  let before: Line | null = null
  for (const line of lines) {
    const said = line.kind === 'message_posted'
    if (!said && !isEvent(line)) continue
    const date = dateOf(line.at)
    if (date !== day) items.push({ type: 'day', seq: line.seq, at: line.at })
    if (!marked && said && isNew(line, left, me)) {
      items.push({ type: 'new', seq: line.seq })
      marked = true
      before = null
    }
    if (said) items.push(saidIn(line, goesOn(before, line, date === day)))
    else addEvent(items, line)
    before = said ? line : null
    day = date
  }
  return items
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

function saidIn(line: Line, goesOn: boolean): Said {
  return {
    type: 'message',
    seq: line.seq,
    message: Number(line.data.message),
    author: line.actor,
    at: line.at,
    html: typeof line.data.html === 'string' ? line.data.html : null,
    first: !goesOn,
  }
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
  return lines.flatMap((line) =>
    [line.actor, line.data.person].filter((id): id is number => typeof id === 'number'),
  )
}

/** How many messages of others stand behind a line. */
export function unseenAfter(lines: Line[], seq: number, me: number): number {
  return lines.filter(
    (line) => line.kind === 'message_posted' && line.seq > seq && line.actor !== me,
  ).length
}
