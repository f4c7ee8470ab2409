import type { CreditKind } from './ending.ts'
import type { PersonRef } from './person.ts'

export const STATES = ['open', 'ruled_out', 'confirmed'] as const
export type HypothesisState = (typeof STATES)[number]

/** A message in short; `text` is a plain stretch of what it says now. */
export interface SaidRef {
  message: number
  seq: number
  author: PersonRef
  at: string
  text: string | null
}

export interface Verdict {
  state: HypothesisState
  reason: string
  by: PersonRef
  at: string
}

export interface Hypothesis {
  id: number
  text: string
  author: PersonRef
  at: string
  state: HypothesisState
  /** Oldest first. */
  verdicts: Verdict[]
  /** What speaks for it. */
  messages: SaidRef[]
}

export interface Task {
  id: number
  text: string
  author: PersonRef
  at: string
  assignee: PersonRef | null
  due: string | null
  done_at: string | null
  done_by: PersonRef | null
}

export interface Decision {
  id: number
  text: string
  by: PersonRef
  at: string
}

/** A message that helped. */
export interface Mark {
  kind: CreditKind
  said: SaidRef
  by: PersonRef
}

/** What a swarm knows and still has to do. */
export interface Board {
  hypotheses: Hypothesis[]
  counts: Record<HypothesisState, number>
  tasks: Task[]
  decision: Decision | null
  marks: Mark[]
}

export const NO_BOARD: Board = {
  hypotheses: [],
  counts: { open: 0, ruled_out: 0, confirmed: 0 },
  tasks: [],
  decision: null,
  marks: [],
}

export const MOMENTS = [
  'opened',
  'joined',
  'ruled_out',
  'confirmed',
  'reopened',
  'fix',
  'pinned',
  'decision',
  'closed',
] as const

/** Something that changed where a swarm stood; `line` is that of the message to go to. */
export interface Moment {
  seq: number
  kind: (typeof MOMENTS)[number]
  at: string
  actor: PersonRef | null
  person: PersonRef | null
  text: string | null
  line: number | null
}
