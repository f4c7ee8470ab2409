import type { Closure } from './ending.ts'
import type { Can, PersonRef } from './person.ts'
import type { Restricted } from './restricted.ts'

export type Status = 'new' | 'open' | 'waiting' | 'solved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export type DueKind = 'response' | 'resolution' | 'next_word'

export interface TicketRow {
  number: number
  summary: string
  status: Status
  priority: Priority
  requester: PersonRef | null
  owner: PersonRef | null
  team: { id: number; name: string } | null
  product: string | null
  component: string | null
  category: string | null
  tags: string[]
  created_at: string
  updated_at: string
  next_word_by: string | null
  due_at: string | null
  due_kind: DueKind | null
  overdue: boolean
  swarm: number | null
  why: string | null
  snippet?: string | null
}

export interface InboxSection {
  key: string
  title: string
  why: string
  items: TicketRow[]
  more: boolean
}

export interface Inbox {
  sections: InboxSection[]
}

export interface Reply {
  id: number
  author: PersonRef | null
  public: boolean
  body: string | null
  html: string | null
  at: string
}

export interface Replies {
  items: Reply[]
  earlier: boolean
}

export interface Attachment {
  id: number
  name: string
  media_type: string
  size: number
  public: boolean
  /** Only for those with a grant; without one it has no name. */
  restricted: boolean
  added_by: PersonRef | null
  added_at: string
}

export interface Relation {
  other: number
  summary: string
  status: Status
  kind: 'related' | 'duplicate_of' | 'duplicated_by'
}

export interface Handover {
  id: number
  ticket: { number: number; summary: string }
  /** The owner, where there is one. */
  from: PersonRef | null
  /** Who offers it; nobody where the desk itself does. */
  by: PersonRef | null
  to: PersonRef
  /** `offered` by a person, `absence` where the desk offers it. */
  why: string
  tried: string
  still_open: string
  promised: string
  next_word_by: string | null
  offered_at: string
  answered_at: string | null
  answer: string | null
  reason: string
}

export interface Outcome {
  how: string
  /** Cause and fix are for the desk only. */
  cause: string | null
  fix: string | null
  by: PersonRef | null
  at: string
  /** When the ticket came back. */
  undone_at: string | null
}

export interface TicketClock {
  /** Whose working hours are counted; null: round the clock. */
  hours_of: string | null
  respond_by: string | null
  resolve_by: string | null
  paused: boolean
  response_kept: boolean | null
  resolution_kept: boolean | null
}

export interface SwarmRef {
  id: number
  kind: string
  open: boolean
  opened_at: string
  members: PersonRef[]
  closure: Closure | null
}

export interface OwnerSpell {
  owner: PersonRef
  how: string
  started_at: string
  ended_at: string | null
  ended_why: string | null
}

export interface TicketPage {
  number: number
  summary: string
  description: string
  description_html: string
  status: Status
  priority: Priority
  product: string | null
  component: string | null
  category: string | null
  /** `swarm` or `tier`, as it was assigned; null for a requester. */
  process: string | null
  channel: string
  tags: string[]
  requester: PersonRef | null
  owner: PersonRef | null
  team: { id: number; name: string } | null
  created_at: string
  updated_at: string
  first_response_at: string | null
  solved_at: string | null
  /** Null to the requester, who sees no targets. */
  clock: TicketClock | null
  next_word_by: string | null
  next_word_overdue: boolean
  replies: Reply[]
  /** Whether there are replies older than the first of these. */
  earlier_replies: boolean
  attachments: Attachment[]
  restricted: Restricted
  relations: Relation[]
  outcome: Outcome | null
  /** Ends that did not hold, newest first. */
  tried_before: Outcome[]
  rating: {
    asked_at: string
    answered_at: string | null
    score: number | null
    comment: string
  } | null
  handover: Handover | null
  owners: OwnerSpell[]
  swarms: SwarmRef[]
  external: { source: string; id: string } | null
  head: number
  can: Can
}

/** What a picker offers. */
export interface TicketFields {
  products: string[]
  components: Record<string, string[]>
  categories: string[]
  tags: string[]
  teams: { id: number; name: string }[]
  priorities: Priority[]
  /** The state machine: from each status to those that may follow. */
  steps: Record<string, string[]>
}

export interface SavedView {
  id: number
  name: string
  query: Record<string, string>
}
