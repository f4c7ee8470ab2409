/** Reports: every number says what it counted, over how many, by which rule, and how sure it is. */

import type { PersonRef } from './person.ts'
import type { Priority, Status } from './ticket.ts'

export interface Figure {
  value: number | null
  count: number
  rule: string
  unit: string
  low: number | null
  high: number | null
  /** Where the tickets behind the value are listed. */
  tickets: string | null
  /** Where those behind `count` are. */
  over: string | null
  /** Why there is no value, or no list. */
  why: string | null
}

export interface CurvePoint {
  t: number
  s: number
  low: number | null
  high: number | null
  at_risk: number
}

export interface Curve {
  unit: string
  rule: string
  count: number
  events: number
  censored: number
  points: CurvePoint[]
  median: Figure
  risk_table: { t: number; at_risk: number; tickets: string }[]
}

export interface Spread {
  median: Figure
  p90: Figure
  curve: Curve
}

export interface CountRow {
  label: string
  tickets: Figure
  median_resolve: Figure
}

export interface TierRow {
  tier: string
  name: string
  touches: Figure
  minutes: Figure
  /** Minutes at the hourly rate: by tier of the person only. */
  cost: Figure | null
}

export interface Effort {
  rule: string
  map_version: number
  /** Null until rates were entered: then there is no cost. */
  currency: string | null
  measured: { how: string; touches: Figure }[]
  of_work: TierRow[]
  of_person: TierRow[]
}

export interface Overview {
  as_of: string
  filter: Record<string, unknown>
  rule: string
  notes: { text: string; tickets: string }[]
  tickets: Figure
  open: Figure
  solved: Figure
  flow: { first_response: Spread; resolve: Spread }
  reassignments: {
    share: Figure
    mean: Figure
    ping_pong: Figure
    two_groups: Figure
    by_count: CountRow[]
  }
  source: {
    reassigned: Figure
    reopened: Figure
    sla_kept: Figure
    by_count: CountRow[]
  } | null
  source_why: string | null
  reopened: Figure
  sla: { response: Figure; resolution: Figure }
  satisfaction: { score: Figure; satisfied: Figure; asked: Figure }
  swarms: {
    opened: Figure
    tickets: Figure
    people_median: Figure
    people_mean: Figure
    solved: Figure
  }
  effort: Effort
  weeks: {
    week: string
    created: number
    solved: number
    tickets: string
    solved_tickets: string
  }[]
}

export interface Side {
  process: string
  label: string
  tickets: Figure
  open: Figure
  solved: Figure
  /** Solved without a known time: counted, but not in any time. */
  undated: Figure
}

export interface ComparisonRow {
  key: string
  label: string
  unit: string
  better: 'lower' | 'higher' | null
  swarm: Figure
  tier: Figure
  difference: Figure | null
}

export interface Comparison {
  as_of: string
  filter: Record<string, unknown>
  rule: string
  badge: string
  sentence: string
  cautions: string[]
  sides: Side[]
  rows: ComparisonRow[]
  curves: { swarm: Curve; tier: Curve } | null
  effort: { measured_alike: boolean; why: string; swarm: Effort; tier: Effort }
}

/** How many times as fast swarmed tickets were solved, with its 95% interval. */
export interface Ratio {
  value: number
  low: number
  high: number
  swarm_hours: number
  tier_hours: number
}

export interface Effect {
  sentence: string
  rule: string
  /** In hours; no wait counts beyond it. */
  horizon: number
  swarm_count: number
  tier_count: number
  covariates: string[]
  raw: Ratio | null
  /** Null where `refusals` says why. */
  adjusted: Ratio | null
  /** Standardized differences of the sides before and after weighting. */
  balance: { name: string; before: number; after: number }[]
  /** Tickets of each side by their chance to be swarmed, in equal bins from 0 to 1. */
  overlap: { swarm: number[]; tier: number[]; outside: number; rule: string } | null
  e_value: number | null
  e_value_of_interval: number | null
  refusals: string[]
  /** What the counts alone show, where no adjusted effect is printed. */
  now: string | null
  detectable: string | null
}

/** The effect in one category or product, with the interval that holds at once with all others. */
export interface GroupEffect {
  by: 'category' | 'product'
  name: string
  verdict: 'faster' | 'slower' | 'undecided' | 'untold'
  ratio: Figure
  swarm: Figure
  tier: Figure
  why: string | null
}

export interface WherePage {
  as_of: string
  filter: Record<string, unknown>
  rule: string
  together: number
  groups: GroupEffect[]
}

export interface EffectPage {
  as_of: string
  filter: Record<string, unknown>
  selection: string
  badge: 'observational' | 'randomized'
  counts: { swarm: Figure; tier: Figure; excluded: Figure; open: Figure }
  log_rank: { statistic: number; p: number; rule: string } | null
  effect: Effect
  /** Of swarms that were opened on the way. */
  later: Effect
  experiment: {
    sentence: string
    rule: string
    count: number
    swarm_count: number
    tier_count: number
    ratio: Ratio | null
    low_anytime: number | null
    high_anytime: number | null
  } | null
}

export interface ReportFilters {
  teams: { id: number; name: string }[]
  products: string[]
  components: string[]
  categories: string[]
  sources: string[]
  /** Of those that were opened on tickets. */
  swarm_kinds: ('ad_hoc' | 'severity' | 'dispatch' | 'backlog')[]
  map_versions: number[]
}

export interface BehindRow {
  number: number
  summary: string
  status: Status
  priority: Priority
  process: string
  created_at: string
  first_response_at: string | null
  solved_at: string | null
  owner: PersonRef | null
  value: number | null
}

export interface Behind {
  measure: string
  rule: string
  selection: string
  unit: string
  count: number
  /** How many other things these tickets hold, where the number counts those. */
  things: number | null
  /** Both in words: "7 tickets, 9 swarms". */
  said: string
  items: BehindRow[]
  next: string | null
}

/** One measure in a period and in an earlier one. */
export interface PeriodRow {
  key: string
  label: string
  unit: string
  better: 'lower' | 'higher' | null
  now: Figure
  earlier: Figure
  difference: Figure
}

export interface PeriodsPage {
  rule: string
  earlier: string
  note: string
  rows: PeriodRow[]
}
