import type { TierMap } from '../../contract/administration.ts'
import type { MapWords } from '../../state/administration.ts'

/** A tier map as it is edited: the next version without its number. */
export type MapDraft = Omit<MapWords, 'version'>

export type Holder = MapDraft['holders'][number]

/** What the map in force says, in the form that is sent back. */
export function draftOf(map: TierMap): MapDraft {
  return {
    tiers: map.tiers.map(({ key, name, meaning }) => ({ key, name, meaning })),
    rules: map.rules.map(({ fact, tier }) => ({ fact, tier })),
    holders: map.holders.map((holder) => ({
      tier: holder.tier,
      ...(holder.person ? { person: holder.person.id } : {}),
      ...(holder.team ? { team: holder.team } : {}),
      ...(holder.group ? { group: holder.group } : {}),
      ...(holder.role ? { role: holder.role } : {}),
    })),
  }
}

/** The rules with one fact's tier changed; without a tier the rule goes. */
export function withRule(draft: MapDraft, fact: string, tier: string | null): MapDraft {
  const known = draft.rules.some((rule) => rule.fact === fact)
  if (!tier) return { ...draft, rules: draft.rules.filter((rule) => rule.fact !== fact) }
  if (!known) return { ...draft, rules: [...draft.rules, { fact, tier }] }
  return {
    ...draft,
    rules: draft.rules.map((rule) => (rule.fact === fact ? { fact, tier } : rule)),
  }
}

/** Who a holder is, as a key: `team:3`. */
export function holderKey(holder: Holder): string {
  if (holder.person) return `person:${holder.person}`
  if (holder.team) return `team:${holder.team}`
  if (holder.group) return `group:${holder.group}`
  return `role:${holder.role}`
}
