import { expect, test } from 'vitest'
import type { TicketPage } from '../../contract/ticket.ts'
import { fixToTell, solvedUntold, toldNothing } from './first_word.ts'

const RITA = { id: 1, name: 'Rita' }
const OLGA = { id: 2, name: 'Olga' }

function solved(part: Partial<TicketPage> = {}) {
  const outcome = { how: 'solved', fix: ' Changed the cable ' }
  return {
    requester: RITA,
    owner: OLGA,
    first_response_at: null,
    channel: 'portal',
    status: 'solved',
    outcome,
    ...part,
  } as TicketPage
}

test('who asked and heard nothing is told of, and the fix is what can be said', () => {
  expect(toldNothing(solved({ status: 'open' }))).toBe(true)
  expect(solvedUntold(solved({ status: 'open' }))).toBe(false)
  expect(fixToTell(solved())).toBe('Changed the cable')
})

test.each([
  ['they were answered', { first_response_at: '2026-03-04T10:00:00Z' }],
  ['they asked themselves', { requester: OLGA }],
  ['nobody is known to have asked', { requester: null }],
  ['it was answered on another desk', { channel: 'import' }],
])('nobody waits for a first word where %s', (_, part) => {
  expect(toldNothing(solved(part))).toBe(false)
  expect(fixToTell(solved(part))).toBe('')
})

test('what did not end in a fix holds no words of one', () => {
  expect(fixToTell(solved({ outcome: null }))).toBe('')
  const declined = { ...solved().outcome, how: 'declined' } as TicketPage['outcome']
  expect(fixToTell(solved({ outcome: declined }))).toBe('')
  expect(solvedUntold(solved({ outcome: declined }))).toBe(true)
})
