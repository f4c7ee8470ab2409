import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { show } from '../testing/shown.tsx'
import { Deadline } from './Deadline.tsx'
import { Moment } from './Moment.tsx'
import { dateOf, datesOf, spanOf } from './time.ts'

const MINUTE = 60_000

test('a span is said in the one unit that a person would use', () => {
  expect(spanOf(20_000)).toBeNull()
  expect(spanOf(12 * MINUTE)).toEqual({ unit: 'minutes', count: 12 })
  expect(spanOf(89 * MINUTE)).toEqual({ unit: 'minutes', count: 89 })
  expect(spanOf(120 * MINUTE)).toEqual({ unit: 'hours', count: 2 })
  expect(spanOf(30 * 60 * MINUTE)).toEqual({ unit: 'hours', count: 30 })
  expect(spanOf(-72 * 60 * MINUTE)).toEqual({ unit: 'days', count: 3 })
  expect(spanOf(400 * 24 * 60 * MINUTE)).toEqual({ unit: 'years', count: 1 })
})

test('a stretch within one day is one date', () => {
  const [morning, noon, later] = ['2026-11-28T09:00', '2026-11-28T12:00', '2026-11-30T09:00']
  expect(datesOf(morning, noon)).toBe(dateOf(noon))
  expect(datesOf(morning, later)).toBe(`${dateOf(morning)} – ${dateOf(later)}`)
})

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-04T12:00:00Z') })
})

afterEach(() => {
  vi.useRealTimers()
})

test('a moment keeps itself current', async () => {
  show(<Moment at="2026-03-04T11:50:00Z" />)
  await act(() => vi.advanceTimersByTimeAsync(40_000))
  expect(screen.getByText('11 min ago')).toBeDefined()
  await act(() => vi.advanceTimersByTimeAsync(5 * MINUTE))
  expect(screen.getByText('16 min ago')).toBeDefined()
})

test('a deadline says how much is left, and that it is late', async () => {
  show(<Deadline by="2026-03-04T12:02:00Z" />)
  await act(() => vi.advanceTimersByTimeAsync(40_000))
  expect(screen.getByText('1 min left').className).toContain('deadline-soon')
  await act(() => vi.advanceTimersByTimeAsync(5 * MINUTE))
  expect(screen.getByText('4 min late').className).toContain('deadline-late')
})
