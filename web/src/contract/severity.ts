import type { Can, PersonRef } from './person.ts'

export const DUTIES = ['lead', 'communicator', 'scribe'] as const
export type DutyName = (typeof DUTIES)[number]

/** What a severity swarm has beside other rooms. */
export interface SeverityCard {
  by_rule: boolean
  duties: { name: DutyName; person: PersonRef | null }[]
  stakeholders: { person: PersonRef; why: 'rule' | 'organization' | 'named' }[]
  every_minutes: number
  updates: number
  last_at: string | null
  due_at: string
  can: Can
}

/** The newest word on a severe ticket that I am told of. */
export interface UpdateCard {
  id: number
  ticket: number
  summary: string
  html: string | null
  at: string
  over: boolean
}

export interface SeverityRule {
  opens: boolean
  priorities: string[]
  team: number | null
  every_minutes: number
  organization: boolean
  people: PersonRef[]
  can: Can
}

/** A stretch of being on call; `stand_in` is set where it is not by turn. */
export interface Shift {
  person: PersonRef
  starts_at: string
  ends_at: string
  stand_in: number | null
  away: boolean
}

export interface OnCall {
  team: number
  name: string
  time_zone: string
  people: PersonRef[]
  rotation: { people: PersonRef[]; starts_on: string; hands_over: string; days: number } | null
  /** Who would be called at this moment. */
  now: PersonRef | null
  shifts: Shift[]
  can: Can
}
