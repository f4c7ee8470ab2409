import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { hold, useHeld } from './held.ts'

interface Row {
  id: number
  asked: number
}

const row = (id: number, asked = 0): Row => ({ id, asked })
const keyOf = (one: Row) => one.id

test('the order stays, the content is fresh, and what is new is only counted', () => {
  const held = hold([row(1), row(2)], [row(3), row(2, 4), row(1)], keyOf)
  expect(held.shown).toEqual([row(1), row(2, 4)])
  expect(held.fresh).toBe(1)
})

test('what is gone stays as it was until somebody asks for the news', () => {
  expect(hold([row(1), row(2)], [row(2)], keyOf).shown).toEqual([row(1), row(2)])
})

test('another order of the same waits too, and is told as one', () => {
  const swapped = hold([row(1), row(2)], [row(2), row(1)], keyOf)
  expect([swapped.fresh, swapped.moved, swapped.level]).toEqual([0, true, false])
  const unchanged = hold([row(1), row(2)], [row(1, 3), row(2)], keyOf)
  expect([unchanged.moved, unchanged.level]).toEqual([false, true])
  // Who is new or gone is told otherwise, or is seen when somebody looks again.
  expect(hold([row(1), row(2)], [row(2), row(3)], keyOf).moved).toBe(false)
  expect(hold([row(1), row(2)], [row(2)], keyOf)).toMatchObject({ moved: false, level: false })
})

function held(first: Row[]) {
  return renderHook(({ rows }) => useHeld(rows, keyOf), { initialProps: { rows: first } })
}

test('a shown list changes its order only when it is asked to', () => {
  const { result, rerender } = held([row(1), row(2)])
  rerender({ rows: [row(3), row(1)] })
  expect(result.current.shown.map(keyOf)).toEqual([1, 2])
  act(() => result.current.show())
  expect(result.current.shown.map(keyOf)).toEqual([3, 1])
  expect(result.current.fresh).toBe(0)
})

test('news that somebody asked for by a change of their own are shown at once', () => {
  const { result, rerender } = held([row(1), row(2)])
  act(() => result.current.adoptNext())
  rerender({ rows: [row(3), row(1)] })
  expect(result.current.shown.map(keyOf)).toEqual([3, 1])
})
