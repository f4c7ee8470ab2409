/** What managers plan and weigh with: experiments, and how the running one stands. */

import type { EffectPage, Figure } from './report.ts'

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
