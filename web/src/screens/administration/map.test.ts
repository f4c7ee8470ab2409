import { describe, expect, it } from 'vitest'
import type { TierMap } from '../../contract/administration.ts'
import { draftOf, holderKey, withRule } from './map.ts'

const MAP: TierMap = {
  version: 3,
  made_by: null,
  made_at: null,
  tiers: [{ key: 'L1', position: 0, name: 'First', meaning: 'Known fixes' }],
  rules: [{ fact: 'vendor', tier: 'L4', words: 'By a vendor' }],
  holders: [
    { tier: 'L1', person: null, team: 3, group: null, role: null },
    { tier: 'L2', person: { id: 9, name: 'Ada' }, team: null, group: null, role: null },
    { tier: 'L4', person: null, team: null, group: null, role: 'guest' },
  ],
  facts: {},
  can: {},
}

describe('a tier map that is edited', () => {
  it('sends back what is in force, each holder named once', () => {
    expect(draftOf(MAP)).toEqual({
      tiers: [{ key: 'L1', name: 'First', meaning: 'Known fixes' }],
      rules: [{ fact: 'vendor', tier: 'L4' }],
      holders: [
        { tier: 'L1', team: 3 },
        { tier: 'L2', person: 9 },
        { tier: 'L4', role: 'guest' },
      ],
    })
  })

  it('changes, adds and takes away the rule of a fact', () => {
    const draft = draftOf(MAP)
    expect(withRule(draft, 'vendor', 'L3').rules).toEqual([{ fact: 'vendor', tier: 'L3' }])
    expect(withRule(draft, 'article', 'L0').rules).toHaveLength(2)
    expect(withRule(draft, 'vendor', null).rules).toEqual([])
  })

  it('names each holder by a key', () => {
    const keys = draftOf(MAP).holders.map(holderKey)
    expect([...keys, holderKey({ tier: 'L1', group: 'Desk' })]).toEqual([
      'team:3',
      'person:9',
      'role:guest',
      'group:Desk',
    ])
  })
})
