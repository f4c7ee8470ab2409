import type { Can, PersonRef } from './person.ts'
import type { TicketRow } from './ticket.ts'

export interface TeamRef {
  id: number
  name: string
}

export type Choice = 'taken' | 'offered' | 'swarmed' | 'left'

/** What is decided after a question: to whom, what for, why not. */
export type Question = Exclude<Choice, 'taken'>

/** What brings the keyboard to the ticket that is next after one, once that is decided on. */
export type NextAfter = (number: number) => () => void

/** What was decided on a ticket, by whom. */
export interface PickCard {
  id: number
  decision: string
  by: PersonRef
  at: string
  /** The word with which it was left. */
  why: string
  /** To whom it was offered, and what they answered. */
  to: PersonRef | null
  answer: string | null
  /** The offer itself. */
  handover: number | null
  /** The swarm that was opened on it. */
  swarm: number | null
}

export interface QueuedTicket {
  ticket: TicketRow
  /** The last decision here, where it waits again. */
  pick: PickCard | null
  can: Can
}

export interface DecidedTicket {
  ticket: TicketRow
  pick: PickCard
  can: Can
}

export interface Counts {
  waiting: number
  taken: number
  swarmed: number
  left: number
}

export const PLACES = ['waiting', 'taken', 'swarmed', 'left'] as const

/** What a dispatch or backlog room has before it and behind it. */
export interface Queue {
  rule: string
  counts: Counts
  waiting: QueuedTicket[]
  decided: DecidedTicket[]
}
