import { describe, expect, it } from 'vitest'
import { placed, sizeOf } from './graph_layout.ts'

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

  it('lets no two boxes overlap, however many ties pull them together', () => {
    const labels = Array.from({ length: 24 }, (_, n) => `${'Single sign-on '.repeat(n % 4)}${n}`)
    const ties = labels.slice(1).map((to) => ({ from: labels[0] ?? '', to, weight: 9 }))
    const places = [...placed(labels, ties, labels[0] ?? null, sizeOf)]
    places.forEach(([one, a], index) => {
      for (const [other, b] of places.slice(index + 1)) {
        const [mine, theirs] = [sizeOf(one), sizeOf(other)]
        const beside = Math.abs(a.x - b.x) >= (mine.width + theirs.width) / 2
        const above = Math.abs(a.y - b.y) >= (mine.height + theirs.height) / 2
        expect(beside || above, `${one} | ${other}`).toBe(true)
      }
    })
  })

  it('has no places for an empty graph', () => {
    expect(placed([], [], null).size).toBe(0)
  })
})
