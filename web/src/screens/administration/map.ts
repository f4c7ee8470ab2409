import type { TierMap } from '../../contract/administration.ts'
import type { MapWords, SignField, SkillLevel } from '../../state/administration.ts'

/** A tier map as it is edited: the next version without its number. */
export type MapDraft = Omit<MapWords, 'version'>

export type Sign = MapDraft['signs'][number]

export type Holder = MapDraft['holders'][number]

/** What the map in force says, in the form that is sent back; its merges are done already. */
export function draftOf(map: TierMap): MapDraft {
  return {
    currency: map.currency,
    tiers: map.tiers.map(({ key, name, meaning, hourly_rate }) => ({
      key,
      name,
      meaning,
      hourly_rate,
      merged: [],
    })),
    rules: map.rules.map(({ fact, tier }) => ({ fact, tier })),
    holders: map.holders.map((holder) => ({
      tier: holder.tier,
      ...(holder.person ? { person: holder.person.id } : {}),
      ...(holder.team ? { team: holder.team } : {}),
      ...(holder.group ? { group: holder.group } : {}),
      ...(holder.pattern ? { pattern: holder.pattern } : {}),
      ...(holder.role ? { role: holder.role } : {}),
      ...(holder.skill ? { skill: holder.skill, level: holder.level as SkillLevel } : {}),
    })),
    signs: map.signs.map(({ fact, field, value }) => ({ fact, field: field as SignField, value })),
  }
}

/** The signs with one more; the same one again, in whatever case, changes nothing. */
export function withSign(draft: MapDraft, sign: Sign): MapDraft {
  const value = sign.value.trim()
  if (!value || draft.signs.some((one) => signKey(one) === signKey({ ...sign, value })))
    return draft
  return { ...draft, signs: [...draft.signs, { ...sign, value }] }
}

/** What a sign says, as a key. */
export function signKey(sign: Sign): string {
  return `${sign.fact}:${sign.field}:${sign.value.toLowerCase()}`
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

/**
 * One tier becomes part of another: its rules and holders go with it. A tier that the map in
 * force (`known`) does not have leaves no trace: no work was ever called by its key.
 */
export function withMerge(draft: MapDraft, from: string, into: string, known: string[]): MapDraft {
  const gone = draft.tiers.find((tier) => tier.key === from)
  if (!gone || from === into) return draft
  const keys = [...(known.includes(from) ? [from] : []), ...gone.merged]
  return {
    ...draft,
    tiers: draft.tiers
      .filter((tier) => tier.key !== from)
      .map((tier) => (tier.key === into ? { ...tier, merged: [...tier.merged, ...keys] } : tier)),
    rules: draft.rules.map((rule) => (rule.tier === from ? { ...rule, tier: into } : rule)),
    holders: draft.holders.map((one) => (one.tier === from ? { ...one, tier: into } : one)),
  }
}

/** The draft with one more tier at the end; a key that is taken changes nothing. */
export function withTier(draft: MapDraft, key: string): MapDraft {
  if (!key || draft.tiers.some((tier) => tier.key === key)) return draft
  const tier = { key, name: key, meaning: '', hourly_rate: null, merged: [] }
  return { ...draft, tiers: [...draft.tiers, tier] }
}

/** Who a holder is, as a key: `team:3`. */
export function holderKey(holder: Holder): string {
  if (holder.person) return `person:${holder.person}`
  if (holder.team) return `team:${holder.team}`
  if (holder.group) return `group:${holder.group}`
  if (holder.pattern) return `pattern:${holder.pattern}`
  if (holder.skill) return `skill:${holder.skill}:${holder.level}`
  return `role:${holder.role}`
}
