/** Cohorts that were saved under a name, and reports that come by mail. */

import type { PersonRef } from './person.ts'

/** A rule that was saved under a name; its versions from the newest on. */
export interface SavedCohort {
  id: number
  name: string
  versions: {
    version: number
    rule: string
    filter: Record<string, string>
    made_by: PersonRef | null
    made_at: string
  }[]
}

export type MailedPage = 'overview' | 'comparison' | 'flow' | 'ledger'

/** What is to come by mail, how often and when. */
export interface NewSchedule {
  page: MailedPage
  filter: Record<string, string>
  every: 'week' | 'month'
  day: number
  hour: number
  format: 'csv' | 'xlsx'
}

export interface Schedule extends NewSchedule {
  id: number
  rule: string
  zone: string
  next_at: string
  last_at: string | null
}

export interface Schedules {
  items: Schedule[]
  mails: boolean
  address: string | null
  zone: string
}
