import { describe, expect, it } from 'vitest'
import type { Figure } from '../../contract/report.ts'
import { intervalOf, numberOf, spanOf, standOf, timesOf } from './numbers.ts'

const figure = (more: Partial<Figure>): Figure => ({
  value: 1,
  count: 1,
  rule: '',
  unit: 'times',
  low: null,
  high: null,
  tickets: null,
  over: null,
  why: null,
  ...more,
})

describe('numbers of a report', () => {
  it('says spans in the unit one would say them in', () => {
    expect([spanOf(0.5), spanOf(5.25), spanOf(47), spanOf(72)]).toEqual([
      '30 min',
      '5.3 h',
      '47 h',
      '3 days',
    ])
  })

  it('says shares as percent and counts without decimals', () => {
    expect(numberOf(0.4563, 'share')).toBe('45.6%')
    expect(numberOf(-0.5114, 'share_difference')).toBe('-51.1 points')
    expect(numberOf(24918, 'tickets')).toBe('24,918')
    expect(numberOf(1.25, 'people')).toBe('1.25')
    expect(numberOf(90, 'minutes')).toBe('1.5 h')
    expect([numberOf(58737.8, 'EUR'), numberOf(5, 'USD')]).toEqual(['58,737.80', '5.00'])
  })

  it('says ratios that nothing hangs on only as beyond a limit', () => {
    expect([timesOf(1.616), timesOf(0.0004), timesOf(1926.19)]).toEqual([
      '1.62',
      'below 0.05',
      'above 20',
    ])
  })

  it('has no interval where one end is missing', () => {
    expect(intervalOf(figure({ low: 1 }))).toBeNull()
    expect(intervalOf(figure({ low: 0.9, high: 1.6 }))).toEqual({ low: '0.9', high: '1.6' })
  })

  it('tells two sides apart only when the interval leaves zero out', () => {
    expect(standOf(figure({ low: -0.2, high: 0.3 }))).toBe('none')
    expect(standOf(figure({ low: -0.9, high: -0.1 }))).toBe('lower')
    expect(standOf(figure({ low: 0.02, high: 0.1, unit: 'share_difference' }))).toBe('higher')
    expect(standOf(figure({ low: 0.5 }))).toBe('none')
    expect(standOf(null)).toBe('none')
  })

  it('says work in hours however long it is', () => {
    expect([numberOf(45, 'minutes'), numberOf(80_000, 'minutes')]).toEqual(['45 min', '1,333 h'])
  })
})
