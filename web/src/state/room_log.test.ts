import { expect, test } from 'vitest'
import type { Line } from '../contract/activity.ts'
import type { SwarmPage } from '../contract/swarm.ts'
import { applyLine, currentPage, lastOf, needsSnapshot, withEarlier, withLine } from './room_log.ts'

function line(seq: number, kind: string, data: Record<string, unknown> = {}): Line {
  return { stream: 'swarms/1', seq, kind, actor: 1, at: '2026-03-04T12:00:00Z', data }
}

const said = (seq: number, message: number) =>
  line(seq, 'message_posted', { message, body: 'hello', html: '<p>hello</p>' })

const ana = { id: 1, name: 'Ana' }
const ben = { id: 2, name: 'Ben' }
const PAGE: SwarmPage = {
  id: 1,
  team: null,
  picked: null,
  ticket: { number: 7, summary: 'x', status: 'open', owner: ana },
  kind: 'ad_hoc',
  help_needed: 'x',
  help_needed_html: '',
  tried: '',
  tried_html: '',
  opened_by: ana,
  opened_at: '2026-03-04T12:00:00Z',
  open: true,
  closure: null,
  members: [ana, ben].map((person) => ({
    person,
    role: 'collaborator',
    came_by: 'invitation',
    joined_at: '2026-03-04T12:00:00Z',
    state: 'free',
  })),
  invitations: [
    {
      id: 4,
      swarm: 1,
      person: ben,
      by: ana,
      role: 'collaborator',
      note: '',
      reasons: [],
      sent_at: '2026-03-04T12:00:00Z',
      seen_at: null,
      expires_at: '2026-03-04T13:00:00Z',
      later_at: null,
      postponed: 0,
      answer: null,
      answered_at: null,
      reason: null,
      ways: [],
      expires_there: null,
    },
  ],
  offers: [],
  my_invitation: null,
  my_offer: null,
  role: 'owner',
  head: 3,
  read: 0,
  muted: false,
  outside: [],
  severity: null,
  my_answer: null,
  can: {},
}

test('a line is added once, whatever comes twice', () => {
  const log = withLine(withLine({ lines: [], after: 3 }, said(4, 1)), said(4, 1))
  expect(log.lines).toHaveLength(1)
  expect(lastOf(log)).toBe(4)
})

test('an empty log ends where it begins', () => {
  expect(lastOf({ lines: [], after: 3 })).toBe(3)
})

test('a deletion takes the words out of the message that it names and leaves the line', () => {
  const two = { lines: [said(1, 10), said(2, 11)], after: 0 }
  const log = withLine(two, line(3, 'message_deleted', { message: 10 }))
  expect(log.lines.map((one) => one.data.html ?? null)).toEqual([null, '<p>hello</p>', null])
  expect(log.lines).toHaveLength(3)
})

test('a deletion reaches what was edited and what quotes it', () => {
  const quoted = { message: 10, seq: 1, author: 1, text: 'hello' }
  const lines = [
    said(1, 10),
    line(2, 'message_edited', { message: 10, body: 'bye', html: 'bye', text: 'bye' }),
    line(3, 'message_posted', { message: 11, html: 'yes', quote: 10, quoted }),
  ]
  const log = withLine({ lines, after: 0 }, line(4, 'message_deleted', { message: 10 }))
  expect(log.lines[1]?.data).toEqual({ message: 10, body: null, html: null })
  expect(log.lines[2]?.data).toMatchObject({ html: 'yes', quoted: { text: null } })
})

test('an older stretch comes in front, with what was deleted since already gone', () => {
  const log = { lines: [line(3, 'message_deleted', { message: 10 })], after: 2 }
  const whole = withEarlier(log, [said(1, 10), said(2, 11)], 0)
  expect(whole.lines.map((one) => one.seq)).toEqual([1, 2, 3])
  expect(whole.lines[0]?.data.html).toBeNull()
  expect(whole.after).toBe(0)
})

test('an older stretch that overlaps doubles nothing', () => {
  const whole = withEarlier({ lines: [said(3, 12)], after: 2 }, [said(2, 11), said(3, 12)], 1)
  expect(whole.lines.map((one) => one.seq)).toEqual([2, 3])
})

test('somebody who left is no member', () => {
  const page = applyLine(PAGE, line(4, 'member_left', { person: 2 }))
  expect(page.members.map((member) => member.person.id)).toEqual([1])
  expect(page.head).toBe(4)
})

test('an invitation is seen and answered by its lines', () => {
  const seen = applyLine(PAGE, line(4, 'invitation_seen', { invitation: 4 }))
  expect(seen.invitations[0]?.seen_at).toBe('2026-03-04T12:00:00Z')
  const no = applyLine(seen, line(5, 'invitation_answered', { invitation: 4, answer: 'declined' }))
  expect(no.invitations[0]?.answer).toBe('declined')
  const late = applyLine(PAGE, line(4, 'invitation_expired', { invitation: 4 }))
  expect(late.invitations[0]?.answer).toBe('expired')
})

test('a snapshot that arrives late is brought up to the newest line', () => {
  const lines = [line(3, 'invitation_sent'), line(4, 'invitation_seen', { invitation: 4 })]
  const page = currentPage({ ...PAGE, head: 3 }, { lines, after: 0 })
  expect(page.invitations[0]?.seen_at).not.toBeNull()
  expect(page.head).toBe(4)
})

test('lines that the snapshot holds already are not applied again', () => {
  const lines = [line(2, 'member_left', { person: 2 })]
  expect(currentPage({ ...PAGE, head: 3 }, { lines, after: 0 })).toEqual(PAGE)
})

test('closing shuts the room at once and its words come with a new snapshot', () => {
  const closed = line(4, 'swarm_closed', { solved: true })
  expect(applyLine(PAGE, closed).open).toBe(false)
  expect(needsSnapshot(closed)).toBe(true)
  expect(needsSnapshot(said(5, 1))).toBe(false)
})
