import { describe, expect, it } from 'vitest'
import type { TierMap } from '../../contract/administration.ts'
import { draftOf, holderKey, withMerge, withRule, withSign, withTier } from './map.ts'

const NOBODY = {
  person: null,
  team: null,
  group: null,
  pattern: null,
  role: null,
  skill: null,
  level: null,
}

const MAP: TierMap = {
  version: 3,
  in_force: 3,
  made_by: null,
  made_at: null,
  currency: 'EUR',
  tiers: [
    {
      key: 'L1',
      position: 0,
      name: 'First',
      meaning: 'Known fixes',
      hourly_rate: 40,
      merged: ['L0'],
      published: 22,
    },
    {
      key: 'L2',
      position: 1,
      name: 'Second',
      meaning: '',
      hourly_rate: null,
      merged: [],
      published: 69,
    },
  ],
  rules: [{ fact: 'vendor', tier: 'L2', words: 'By a vendor' }],
  holders: [
    { ...NOBODY, tier: 'L1', team: 3 },
    { ...NOBODY, tier: 'L2', person: { id: 9, name: 'Ada' } },
    { ...NOBODY, tier: 'L2', role: 'guest' },
    { ...NOBODY, tier: 'L1', pattern: 'Desk*' },
    { ...NOBODY, tier: 'L2', skill: 4, level: 'deep' },
  ],
  signs: [{ fact: 'vendor', field: 'tag', value: 'upstream' }],
  facts: {},
  sources: {},
  can: {},
}

describe('a tier map that is edited', () => {
  it('sends back what is in force, each holder named once, and merges nothing twice', () => {
    expect(draftOf(MAP)).toEqual({
      currency: 'EUR',
      tiers: [
        { key: 'L1', name: 'First', meaning: 'Known fixes', hourly_rate: 40, merged: [] },
        { key: 'L2', name: 'Second', meaning: '', hourly_rate: null, merged: [] },
      ],
      rules: [{ fact: 'vendor', tier: 'L2' }],
      holders: [
        { tier: 'L1', team: 3 },
        { tier: 'L2', person: 9 },
        { tier: 'L2', role: 'guest' },
        { tier: 'L1', pattern: 'Desk*' },
        { tier: 'L2', skill: 4, level: 'deep' },
      ],
      signs: [{ fact: 'vendor', field: 'tag', value: 'upstream' }],
    })
  })

  it('changes, adds and takes away the rule of a fact', () => {
    const draft = draftOf(MAP)
    expect(withRule(draft, 'vendor', 'L1').rules).toEqual([{ fact: 'vendor', tier: 'L1' }])
    expect(withRule(draft, 'article', 'L1').rules).toHaveLength(2)
    expect(withRule(draft, 'vendor', null).rules).toEqual([])
  })

  it('takes a sign once, whatever its case, and none without words', () => {
    const draft = draftOf(MAP)
    expect(withSign(draft, { fact: 'vendor', field: 'tag', value: ' Upstream' })).toBe(draft)
    expect(withSign(draft, { fact: 'vendor', field: 'tag', value: ' ' })).toBe(draft)
    const more = withSign(draft, { fact: 'article', field: 'tag', value: ' faq ' })
    expect(more.signs[1]).toEqual({ fact: 'article', field: 'tag', value: 'faq' })
  })

  it('merges a tier with its rules and holders into another', () => {
    const merged = withMerge(draftOf(MAP), 'L2', 'L1', ['L1', 'L2'])
    expect(merged.tiers.map((tier) => [tier.key, tier.merged])).toEqual([['L1', ['L2']]])
    expect(merged.rules).toEqual([{ fact: 'vendor', tier: 'L1' }])
    expect(new Set(merged.holders.map((holder) => holder.tier))).toEqual(new Set(['L1']))
    expect(withMerge(merged, 'L1', 'L1', ['L1'])).toBe(merged)
    expect(withMerge(merged, 'L9', 'L1', ['L1'])).toBe(merged)
  })

  it('hands on what was merged before, and forgets a tier that never was in force', () => {
    const fresh = withTier(draftOf(MAP), 'L12')
    expect(fresh.tiers.map((tier) => tier.key)).toEqual(['L1', 'L2', 'L12'])
    expect(withTier(fresh, 'L12')).toBe(fresh)
    const once = withMerge(fresh, 'L2', 'L12', ['L1', 'L2'])
    const twice = withMerge(once, 'L12', 'L1', ['L1', 'L2'])
    expect(twice.tiers).toMatchObject([{ key: 'L1', merged: ['L2'] }])
  })

  it('names each holder by a key', () => {
    const keys = draftOf(MAP).holders.map(holderKey)
    expect([...keys, holderKey({ tier: 'L1', group: 'Desk' })]).toEqual([
      'team:3',
      'person:9',
      'role:guest',
      'pattern:Desk*',
      'skill:4:deep',
      'group:Desk',
    ])
  })
})
