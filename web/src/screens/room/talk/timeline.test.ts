import { expect, test } from 'vitest'
import type { Line } from '../../../contract/activity.ts'
import { words } from '../../../parts/words/words.ts'
import { talkOf } from '../../../state/talk.ts'
import { eventIn } from './EventLine.tsx'
import {
  type Item,
  timelineOf as itemsOf,
  type Left,
  peopleIn,
  threadOf,
  unseenAfter,
} from './timeline.ts'

const timelineOf = (lines: Line[], left: Left, me: number) =>
  itemsOf(lines, talkOf(lines), left, me)

const ME = 1
const NONE = { read: 99, head: 99 }

function line(seq: number, kind: string, at: string, data: object = {}, actor = 2): Line {
  return { stream: 'swarms/1', seq, kind, actor, at, data: { ...data } }
}

const said = (seq: number, at: string, actor = 2) =>
  line(seq, 'message_posted', at, { message: seq, html: `<p>${seq}</p>` }, actor)

const types = (items: Item[]) => items.map((item) => item.type)

test('whoever was offered a ticket that was picked over is named though not in the room', () => {
  const pick = { decision: 'offered', ticket: 7, summary: 'x', to: 9, why: '' }
  expect(peopleIn([line(1, 'ticket_picked', '2026-03-04T12:00:00', pick)])).toEqual([2, 9])
})

test('a day is said before the first line of it', () => {
  const items = timelineOf(
    [said(1, '2026-03-04T12:00:00'), said(2, '2026-03-05T12:00:00')],
    NONE,
    ME,
  )
  expect(types(items)).toEqual(['day', 'message', 'day', 'message'])
})

test('messages of one author within five minutes go together', () => {
  const lines = [
    said(1, '2026-03-04T12:00:00'),
    said(2, '2026-03-04T12:03:00'),
    said(3, '2026-03-04T12:20:00'),
    said(4, '2026-03-04T12:21:00', 3),
  ]
  const firsts = timelineOf(lines, NONE, ME).flatMap((item) =>
    item.type === 'message' ? [item.first] : [],
  )
  expect(firsts).toEqual([true, false, true, true])
})

test('what came while I was away stands behind one line', () => {
  const lines = [said(1, '2026-03-04T12:00:00'), said(2, '2026-03-04T12:01:00')]
  expect(types(timelineOf(lines, { read: 1, head: 2 }, ME))).toEqual([
    'day',
    'message',
    'new',
    'message',
  ])
})

test('what comes while I look, and what I say myself, is not new to me', () => {
  const later = [said(1, '2026-03-04T12:00:00'), said(2, '2026-03-04T12:01:00')]
  expect(types(timelineOf(later, { read: 1, head: 1 }, ME))).not.toContain('new')
  const mine = [said(1, '2026-03-04T12:00:00', ME)]
  expect(types(timelineOf(mine, { read: 0, head: 1 }, ME))).not.toContain('new')
})

test('events in a row are one quiet line, and a yes is not said twice', () => {
  const at = '2026-03-04T12:00:00'
  const lines = [
    line(1, 'swarm_opened', at),
    line(2, 'member_joined', at, { person: 2, by: 'opened' }),
    line(3, 'invitation_sent', at, { person: 3 }),
    line(4, 'invitation_seen', at, { person: 3 }),
    line(5, 'invitation_answered', at, { person: 3, answer: 'accepted' }),
    line(6, 'member_joined', at, { person: 3, by: 'invitation' }),
  ]
  const [, events] = timelineOf(lines, NONE, ME)
  const kinds = events?.type === 'events' ? events.lines.map((one) => one.kind) : []
  expect(kinds).toEqual(['swarm_opened', 'invitation_sent', 'member_joined'])
})

test('an erased message keeps its place without words', () => {
  const [, item] = timelineOf(
    [line(1, 'message_posted', '2026-03-04T12:00:00', { message: 1, html: null })],
    NONE,
    ME,
  )
  expect(item).toMatchObject({ type: 'message', said: { html: null } })
})

test('unseen are the messages of others behind a line', () => {
  const at = '2026-03-04T12:00:00'
  const lines = [said(1, at), said(2, at), said(3, at, ME), line(4, 'member_left', at)]
  expect(unseenAfter(lines, 1, ME)).toBe(1)
})

test('an event says who, in words', () => {
  const name = (id: number | null) => (id === 3 ? 'Chloe' : 'Ben')
  const at = '2026-03-04T12:00:00'
  const say = (kind: string, data: object) => eventIn(line(1, kind, at, data), words.t, name)
  expect(say('member_joined', { person: 3 })).toBe('Chloe joined')
  expect(say('swarm_closed', {})).toBe('Ben closed the swarm')
  expect(say('swarm_closed', { found_in: 7 })).toBe('The ticket was solved in another room: #7')
  expect(say('contribution_credited', { person: 3, kind: 'fix' })).toContain('Chloe')
  expect(say('message_pinned', { message: 4 })).toBe('Ben pinned a message')
  expect(say('tried_added', {})).toBe('Ben added to what was tried')
  expect(say('hypothesis_added', { hypothesis: 7 })).toBe('Ben put on the board: a hypothesis')
  expect(say('task_done', { task: 7 })).toBe('Ben did: something')
  expect(say('something_new', {})).toBe('')
})

test('an answer stays in its thread unless the room sees it too', () => {
  const at = '2026-03-04T12:00:00'
  const lines = [
    said(1, at),
    line(2, 'message_posted', at, { message: 2, html: 'a', thread: 1 }),
    line(3, 'message_posted', at, { message: 3, html: 'b', thread: 1, also: true }),
    said(4, at),
  ]
  const seqs = timelineOf(lines, NONE, ME).flatMap((item) =>
    item.type === 'message' ? [item.seq] : [],
  )
  expect(seqs).toEqual([1, 3, 4])
  expect(threadOf(talkOf(lines), 1).map((item) => item.seq)).toEqual([1, 2, 3])
  expect(unseenAfter(lines, 1, ME)).toBe(2)
})

test('what a member shows a guest stands where it was shown, under its author', () => {
  const early = said(1, '2026-03-04T12:00:00', 3)
  const shown = line(4, 'message_shared', '2026-03-04T12:02:00', { message: 1, original: early })
  const later = said(3, '2026-03-04T12:01:00')
  for (const first of [line(1, 'withheld', '2026-03-04T12:00:00'), early]) {
    const items = timelineOf([first, later, shown], NONE, ME)
    const told = items.flatMap((one) => (one.type === 'message' ? [one] : []))
    expect(told.map((one) => [one.seq, one.said.author, one.first])).toEqual([
      [3, 2, true],
      [4, 3, true],
    ])
  }
})
