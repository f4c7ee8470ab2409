/** What managers plan and weigh with: experiments, and how the running one stands. */

import type { PersonRef } from './person.ts'
import type { EffectPage, Figure } from './report.ts'
import type { SkillRef } from './skill.ts'

/** Tickets and weeks that would show one ratio; `by` is when, at the present rate. */
export interface Needed {
  ratio: number
  tickets: number
  weeks: number | null
  by: string | null
}

/** What was to be read at the end of one week; the intervals hold at all looks together. */
export interface Look {
  week: number
  count: number
  value: number
  low: number
  high: number
}

export interface DesignPage {
  as_of: string
  filter: Record<string, unknown>
  selection: string
  rule: string
  spread: Figure
  weekly: Figure
  wished: Needed | null
  others: Needed[]
  reach: { weeks: number; tickets: number; ratio: number }[]
  running: EffectPage['experiment']
  looks: Look[]
}

/** A number with the interval that holds four of five of the ways that were drawn. */
export interface Likely {
  value: number
  low: number
  high: number
}

/** What tiers would likely have made of a ticket: an estimate, never a fact. */
export interface Twin {
  rule: string
  learned_from: number
  paths: { queues: string[]; share: number }[]
  hops: Likely
  hours: Likely
  minutes: Likely | null
  /** Only where hourly rates were entered. */
  cost: Likely | null
  currency: string | null
  /** Mean errors on tickets that were not learned from, beside the average of their category. */
  held_out: {
    judged: number
    hops: number
    hops_average: number
    hours: number
    hours_average: number
    held: number
  } | null
}

export interface TwinPage {
  twin: Twin | null
  why: string | null
}

/** How likely an open tiered ticket is passed on again; silent inside an experiment. */
export interface Bounce {
  chance: number | null
  usual: number | null
  queue: string | null
  alarm: boolean
  silent: boolean
}

export type Speaks = 'swarm' | 'tier'

/** One sign: its figure, where it turns, and which way it speaks (null: nothing measured). */
export interface Sign {
  key: string
  words: string
  figure: Figure
  limit: number
  speaks: Speaks | null
}

export interface FitRow {
  category: string
  tickets: Figure
  verdict: Speaks | 'either' | 'untold'
  words: string
  signs: Sign[]
  /** How many people a swarm may hold before it takes more than tiers did. */
  break_even: Figure
  arises: string | null
  people: Figure
}

export interface FitPage {
  as_of: string
  filter: Record<string, unknown>
  selection: string
  rule: string
  rows: FitRow[]
}

export interface PersonLoad {
  person: PersonRef
  asked: Figure
  /** Invitations that they can bear in 24 hours. */
  budget: number
  most_in_a_day: number
  days_spent: number
  rooms: number
  /** Skills that nobody else has shown. */
  only: SkillRef[]
  /** Skills of which they hold more than half. */
  mostly: SkillRef[]
  open_needs: Figure
}

export interface SkillHold {
  skill: SkillRef
  /** 1 where one person holds all of it, 1/n where n hold it alike. */
  index: number
  holders: number
  only: PersonRef | null
  open_needs: number
}

export interface LoadPage {
  as_of: string
  asked_rule: string
  index_rule: string
  covered: Figure
  people: PersonLoad[]
  skills: SkillHold[]
  seats: { person: PersonRef; skill: SkillRef; ticket: number; at: string; solo: number | null }[]
  turned: Figure
}
