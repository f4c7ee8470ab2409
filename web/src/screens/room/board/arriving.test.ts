import { expect, test } from 'vitest'
import type { Line } from '../../../contract/activity.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { comesLate } from './arriving.ts'

const ME = 1
const PAGE = {
  read: 0,
  head: 9,
  open: true,
  opened_by: { id: 2, name: 'Ben' },
  can: { read_board: true },
} as unknown as SwarmPage

function line(seq: number, kind: string, actor: number): Line {
  return { stream: 'swarms/1', seq, kind, actor, at: '2026-03-04T10:00:00Z', data: {} }
}

test('who opens a room for the first time after others spoke comes late', () => {
  const lines = [line(1, 'swarm_opened', 2), line(3, 'message_posted', 2)]
  expect(comesLate(PAGE, lines, ME)).toBe(true)
  expect(comesLate({ ...PAGE, read: 3 }, lines, ME)).toBe(false)
  expect(comesLate({ ...PAGE, open: false }, lines, ME)).toBe(false)
  expect(comesLate({ ...PAGE, can: {} }, lines, ME)).toBe(false)
  expect(comesLate({ ...PAGE, opened_by: { id: ME, name: 'Ana' } }, lines, ME)).toBe(false)
})

test('where nobody has spoken, or only oneself, there is nothing to catch up with', () => {
  expect(comesLate(PAGE, [line(1, 'swarm_opened', 2)], ME)).toBe(false)
  expect(comesLate(PAGE, [line(3, 'message_posted', ME)], ME)).toBe(false)
  expect(comesLate(PAGE, [line(12, 'message_posted', 2)], ME)).toBe(false)
})
