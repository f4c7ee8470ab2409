import type { Can, PersonRef } from './person.ts'

/** What of a ticket only those with a grant read; `value` is null without one. */
export interface Restricted {
  items: {
    id: number
    kind: 'field' | 'value' | 'attachment'
    name: string
    value: string | null
  }[]
  granted: boolean
  /** Whom to ask for a grant; nobody in particular: a manager. */
  ask: PersonRef | null
  grants: { person: PersonRef; reason: string; by: PersonRef; at: string }[]
  can: Can
}

export const RESTRICTABLE = ['summary', 'description', 'product', 'component', 'category'] as const
