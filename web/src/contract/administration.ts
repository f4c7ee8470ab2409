/** What administrators see and set. */

import type { Can, Hours, PersonRef, Role } from './person.ts'
import type { Priority } from './ticket.ts'

export interface Administration {
  version: string
  database: string
  revision: string | null
  counts: Record<string, number>
  findings: { key: string; level: string; says: string; do: string }[]
  backups: { name: string; bytes: number; at: string }[]
}

export interface TeamCard {
  id: number
  name: string
  time_zone: string
  hours: Hours
  /** Its people are suggested for its own tickets only. */
  private: boolean
  /** Teams whose people must not work on its tickets. */
  conflicts: number[]
  people: number
}

export interface TeamList {
  items: TeamCard[]
  can: Can
}

export interface TargetCard {
  priority: Priority
  response_minutes: number
  resolution_minutes: number
  next_word_minutes: number
}

export interface AliasRow {
  id: number
  source: string
  name: string
  person: PersonRef
  matched: boolean
  matched_by: PersonRef | null
  matched_at: string | null
  guess: PersonRef | null
}

export interface AliasList {
  items: AliasRow[]
  next: string | null
  unmatched: number
  sources: string[]
}

export interface MappedTier {
  key: string
  position: number
  name: string
  meaning: string
  hourly_rate: number | null
  merged: string[]
  /** What the industry publishes, in US$ a ticket: a reference, never calculated with. */
  published: number | null
}

export interface MapVersions {
  items: {
    version: number
    made_by: PersonRef | null
    made_at: string | null
    changes: string[]
  }[]
}

export interface TierMap {
  version: number
  in_force: number
  made_by: PersonRef | null
  made_at: string | null
  currency: string | null
  tiers: MappedTier[]
  rules: { fact: string; tier: string; words: string }[]
  holders: {
    tier: string
    person: PersonRef | null
    team: number | null
    group: string | null
    pattern: string | null
    role: Role | null
    skill: number | null
    level: string | null
  }[]
  signs: { fact: string; field: string; value: string }[]
  facts: Record<string, string>
  sources: Record<string, string>
  can: Can
}
