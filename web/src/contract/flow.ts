/** How work flowed, and the ledger of tiers. */

import type { PersonRef } from './person.ts'
import type { CountRow, Effort, Figure } from './report.ts'

export interface LevelFlow {
  level: string
  words: string
  tickets: Figure
  reassigned: Figure
  mean: Figure
  ping_pong: Figure
  loops: Figure
  handovers: { origin: string; to: string; times: Figure }[]
  more: boolean
}

/** What was done on one ticket or in one swarm, tier by tier. */
export interface SmallLedger {
  rule: string
  note: string | null
  map_version: number
  currency: string | null
  touches: number
  timed: number
  tiers: {
    tier: string
    name: string
    work_touches: number
    work_minutes: number
    elapsed_hours: number
    person_touches: number
    person_minutes: number
    cost: number | null
  }[]
}

export interface FlowReport {
  as_of: string
  rule: string
  map_version: number
  tickets: number
  first_assignment: Figure
  levels: LevelFlow[]
  order: { key: string; words: string; tickets: Figure }[]
  order_untold: number
  conforming: Figure
  two_groups: Figure
  waits: { cause: string; words: string; hours: Figure; share: Figure }[]
  wait_user: Figure
  source: {
    note: string
    cases: Figure
    reassigned: Figure
    reopened: Figure
    sla_kept: Figure
    by_count: CountRow[]
  } | null
}

export interface LedgerSide {
  process: string | null
  tickets: number
  effort: Effort
  tiers: { tier: string; name: string; elapsed: Figure; resolved: Figure }[]
  shift_left: Figure
}

export interface LedgerReport {
  as_of: string
  rule: string
  map_version: number
  measured_alike: boolean
  measured_why: string
  whole: LedgerSide
  swarm: LedgerSide
  tier: LedgerSide
  would_be: Figure
}

export interface TouchCard {
  id: number
  person: PersonRef | null
  group: string | null
  started_at: string
  ended_at: string
  minutes: number | null
  measured: string
  tier_of_work: string
  tier_of_person: string
  confidence: number | null
  reason: string
  resolving: boolean
  override: { tier_of_work: string; by: PersonRef | null; at: string; reason: string } | null
}

export interface TouchesPage {
  items: TouchCard[]
  tiers: { key: string; name: string }[]
  rule: string
  can: Record<string, boolean>
}

/** The tiers between which the work on an ended ticket stands, likeliest first. */
export interface TierQuestion {
  choices: { key: string; name: string; meaning: string }[]
}
