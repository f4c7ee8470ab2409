import { describe, expect, it } from 'vitest'
import { momentIn, wallIn } from './zones.ts'

const VIENNA = 'Europe/Vienna'

describe('the wall clock of a zone', () => {
  it('shows a moment there, wherever the browser is', () => {
    expect(wallIn(VIENNA, '2026-03-02T08:00:00Z')).toBe('2026-03-02T09:00')
    expect(wallIn('Asia/Tokyo', '2026-03-02T20:30:00Z')).toBe('2026-03-03T05:30')
  })

  it('leads back to the moment', () => {
    for (const iso of ['2026-03-02T08:00:00.000Z', '2026-07-02T22:15:00.000Z']) {
      for (const zone of [VIENNA, 'Asia/Tokyo', 'America/Los_Angeles', 'UTC']) {
        expect(momentIn(zone, wallIn(zone, iso))).toBe(iso)
      }
    }
  })

  it('takes the first of two such moments when clocks are put back', () => {
    expect(momentIn(VIENNA, '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('takes what it would have been where clocks were put forward', () => {
    expect(momentIn(VIENNA, '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
  })
})
