import type { PersonRef } from './person.ts'

export const CREDITS = ['fix', 'unblocked', 'hypothesis', 'ruled_out', 'knowledge'] as const
export type CreditKind = (typeof CREDITS)[number]

export interface Credit {
  person: PersonRef
  kind: CreditKind
  message?: number | null
}

export interface Closure {
  /** What came of it, or why it was cancelled. */
  summary: string
  solved: boolean
  cancelled: boolean
  ruled_out: string
  by: PersonRef
  at: string
  credits: Credit[]
}
