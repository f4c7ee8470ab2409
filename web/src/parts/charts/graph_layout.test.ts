import { describe, expect, it } from 'vitest'
import { placed } from './graph_layout.ts'

const KEYS = ['person:1', 'skill:1', 'skill:2']
const TIES = [
  { from: 'person:1', to: 'skill:1', weight: 3 },
  { from: 'person:1', to: 'skill:2', weight: 1 },
]

describe('the place of each node', () => {
  it('is the same for the same graph', () => {
    expect([...placed(KEYS, TIES, 'person:1')]).toEqual([...placed(KEYS, TIES, 'person:1')])
  })

  it('keeps the centre in the middle and the others apart', () => {
    const places = placed(KEYS, TIES, 'person:1')
    expect(places.get('person:1')).toEqual({ x: 0, y: 0 })
    const [a, b] = [places.get('skill:1'), places.get('skill:2')]
    expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(70)
  })

  it('has no places for an empty graph', () => {
    expect(placed([], [], null).size).toBe(0)
  })
})
