import { expect, test } from 'vitest'
import { clockOf, minutesOf } from './WishesForm.tsx'

test('minutes and clocks are the same thing', () => {
  for (const minutes of [0, 59, 60, 420, 1320, 1439]) {
    expect(minutesOf(clockOf(minutes))).toBe(minutes)
  }
  expect(clockOf(420)).toBe('07:00')
  expect(minutesOf('')).toBeNull()
})
