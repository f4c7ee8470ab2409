/** How good the recommender is, by its own desk's record. */

export interface CardMeasure {
  value: number
  low: number
  high: number
}

export interface MethodCard {
  name: string
  measures: { [what: string]: CardMeasure }
}

export interface CalibrationBin {
  said: number
  happened: number
  count: number
}

export interface SkillMisses {
  skill: string
  judged: number
  missed: number
}

export interface Card {
  judged: number
  people: number
  since: number
  rule: string
  methods: MethodCard[]
  rival: string
  verdict: string
  calibration?: CalibrationBin[]
  misses?: SkillMisses[]
}

export interface ModelCard {
  version: string
  code: string
  made_at: string
  seconds: number
  tickets: number
  people: number
  skills: number
  newest_at: string | null
  ranker: string
  half_life: number | null
  serving: boolean
  pinned: boolean
  kept: boolean
  card: Card | null
}

export interface ReportCard {
  items: ModelCard[]
}

/** Why people said no, only where it names nobody. */
export interface DeclineReasons {
  since: string
  until: string
  items: { why: string; count: number; people: number }[]
  count: number
  withheld: boolean
  rule: string
}

/** How the tier classifier did where people gave a tier themselves, month by month. */
export interface TierCard {
  items: { month: string; stated: number; told: number; right: number; learned_from: number }[]
  rule: string
}
