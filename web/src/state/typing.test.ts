import { expect, test } from 'vitest'
import type { Line } from '../contract/activity.ts'
import { notYetSaid, stillTyping } from './typing.ts'

const line = (kind: string, actor: number): Line => ({
  stream: 'swarms/1',
  seq: 7,
  kind,
  actor,
  at: '2026-03-04T12:00:00Z',
  data: {},
})

test('who has said it writes no more', () => {
  expect(notYetSaid({ 5: 900, 6: 900 }, [line('message_posted', 5)])).toEqual({ 6: 900 })
})

test('other lines and other people change nothing', () => {
  const until = { 5: 900 }
  expect(notYetSaid(until, [line('reaction_added', 5), line('message_posted', 6)])).toBe(until)
})

test('who has not been heard of for a while writes no more', () => {
  expect(stillTyping({ 5: 900, 6: 1100 }, 1000)).toEqual({ 6: 1100 })
})
