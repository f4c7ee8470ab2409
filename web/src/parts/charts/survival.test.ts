import { describe, expect, it } from 'vitest'
import { mergedRows, ticksOf } from './survival.ts'

describe('survival curves on one axis', () => {
  it('keeps the last value of a curve between its steps and ends where it ends', () => {
    const rows = mergedRows([
      {
        name: 'a',
        points: [
          { t: 0, s: 1, low: null, high: null },
          { t: 4, s: 0.5, low: 0.4, high: 0.6 },
        ],
      },
      {
        name: 'b',
        points: [
          { t: 0, s: 1, low: null, high: null },
          { t: 2, s: 0.8, low: null, high: null },
        ],
      },
    ])
    expect(rows).toEqual([
      { t: 0, s0: 1, s1: 1 },
      { t: 2, s0: 1, s1: 0.8 },
      { t: 4, s0: 0.5, band0: [0.4, 0.6] },
    ])
  })

  it('has no rows without curves', () => {
    expect(mergedRows([])).toEqual([])
  })

  it('marks the axis at round times', () => {
    expect(ticksOf(5)).toEqual([0, 1, 2, 3, 4, 5])
    expect(ticksOf(700).length).toBeGreaterThan(3)
    expect(ticksOf(100_000).length).toBeLessThan(14)
  })
})
