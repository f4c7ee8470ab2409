/** Swarm or tier: the policy, the queues, and the process of a ticket. */

import type { Can, PersonRef } from './person.ts'
import type { Priority, Status } from './ticket.ts'

export type Way = 'swarm' | 'tier' | 'experiment'

export interface Conditions {
  product?: string | null
  category?: string | null
  priority?: Priority | null
  team?: number | null
}

export interface PolicyRule extends Conditions {
  process: Way
}

export interface TimeLimit extends Conditions {
  tier: string
  minutes: number
  to: string
  counts?: 'at_tier' | 'unclaimed'
}

export interface PolicyPage {
  version: number
  rules: PolicyRule[]
  otherwise: string
  by_choice: boolean
  share: number
  start_tier: string
  limits: TimeLimit[]
  versions: { version: number; made_by: PersonRef | null; made_at: string; says: string[] }[]
  tiers: string[]
  can: Can
}

export interface QueueCard {
  tier: string
  tier_name: string
  team: number | null
  team_name: string | null
  waiting: number
  claimed: number
  oldest_at: string | null
  next_due_at: string | null
  mine: boolean
}

export interface QueueList {
  items: QueueCard[]
  my_tier: string
}

export interface QueueRow {
  number: number
  summary: string
  status: Status
  priority: Priority
  owner: PersonRef | null
  since: string
  due_at: string | null
  to: string | null
  paused: boolean
  why: string
  reason: string
}

export interface QueuePage {
  tier: string
  tier_name: string
  team: number | null
  team_name: string | null
  items: QueueRow[]
  more: boolean
}

export interface ProcessPage {
  process: string
  way: string
  assignment: { process: string; how: string; words: string; policy: number; at: string } | null
  stay: {
    tier: string
    tier_name: string
    group: string
    team: number | null
    since: string
    how: string
    limit_minutes: number | null
    to: string | null
    counts: string
    due_at: string | null
    paused: boolean
  } | null
  vendor: {
    vendor: string
    reference: string
    asked: string
    sent_at: string
    check_by: string
    overdue: boolean
  } | null
  moves: {
    how: string
    origin: string | null
    to: string
    by: PersonRef | null
    reason: string
    at: string
  }[]
  tiers: { key: string; name: string }[]
  can: Can
}
