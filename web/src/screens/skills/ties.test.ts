import { describe, expect, it } from 'vitest'
import type { SkillGraph } from '../../contract/skill.ts'
import { addressOfNode, edgeOf, isCounted, tiesAround } from './ties.ts'

const node = (key: string, kind: string) => ({ key, kind, label: key, weight: 1 })
const GRAPH: SkillGraph = {
  nodes: [node('person:1', 'person'), node('skill:2', 'skill'), node('component:VPN', 'component')],
  edges: [
    { from: 'skill:2', to: 'component:VPN', kind: 'covers', weight: 9, last_at: '' },
    { from: 'skill:2', to: 'person:1', kind: 'shown', weight: 2, last_at: '' },
    { from: 'person:1', to: 'component:VPN', kind: 'solved', weight: 3, last_at: '' },
    { from: 'person:1', to: 'person:404', kind: 'with', weight: 3, last_at: '' },
  ],
  cut: false,
}

describe('ties in words', () => {
  it('names the other end, those of the centre first, strongest first', () => {
    expect(tiesAround(GRAPH, 'person:1').map((line) => [line.near?.key, line.other.key])).toEqual([
      ['person:1', 'component:VPN'],
      ['person:1', 'skill:2'],
      ['skill:2', 'component:VPN'],
    ])
  })

  it('tells the person and the skill whose evidence can be shown', () => {
    expect(GRAPH.edges.map(edgeOf)).toEqual([null, { person: 1, skill: 2 }, null, null])
  })

  it('counts work and words, but not what holds or does not', () => {
    const tie = { from: 'skill:2', to: 'skill:3', weight: 1, last_at: '' }
    expect(['shown', 'broader'].map((kind) => isCounted({ ...tie, kind }))).toEqual([true, false])
  })

  it('leads to the page of each kind of node', () => {
    expect(GRAPH.nodes.map(addressOfNode)).toEqual([
      '/people/1',
      '/skills/2',
      '/tickets?component=VPN',
    ])
    expect(addressOfNode(node('article:7', 'article'))).toBe('/articles/7')
    expect(addressOfNode(node('ticket:7', 'ticket'))).toBe('/tickets/7')
    expect(addressOfNode(node('product:A & B', 'product'))).toBe('/tickets?product=A%20%26%20B')
    expect(addressOfNode(node('moon:1', 'moon'))).toBeNull()
  })
})
