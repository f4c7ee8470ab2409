import type { Closure } from './ending.ts'
import type { Can, Here, PersonRef } from './person.ts'
import type { Counts, TeamRef } from './picking.ts'
import type { WayCard } from './reaching.ts'
import type { SeverityCard } from './severity.ts'
import type { Status } from './ticket.ts'

export interface Reason {
  text: string
  link?: string | null
  tickets?: number[]
}

export interface SkillRef {
  id: number
  name: string
}

export interface Suggestion {
  person: PersonRef
  score: number
  reasons: Reason[]
  covers: string[]
  local_time: string
  here: Here
  asked_today: number
  ask_budget: number
  /** Asked as often today as they want to be. */
  budget_spent: boolean
  /** One of the smallest team that covers what is needed. */
  in_team: boolean
  /** A newcomer in the place that a small share of lists keeps for one. */
  newcomer: boolean
  /** What I said of this suggestion: good, not good, nothing. */
  thumb: boolean | null
  why: Why[]
}

/** One thing that was weighed; `factor` is 1 where it changed nothing. */
export interface Why {
  kind: string
  text: string
  factor: number
  link: string | null
}

export interface Seat {
  person: PersonRef
  adds: number
  covers: string[]
}

/** Somebody who could be in the team. */
export interface Bench {
  person: PersonRef
  covers: string[]
  score: number
}

export interface ProposedTeam {
  members: Seat[]
  learner: { person: PersonRef; skills: string[] } | null
  runners_up: { skill: string; person: PersonRef | null }[]
  uncovered: string[]
  left: string[]
  coverage: number
  /** In words: why nobody else was added. */
  stops: string
  bench: Bench[]
}

export interface Need {
  skill: number
  name: string
  probability: number
  /** Said by a person, not found in the text. */
  stated: boolean
  covered_by: PersonRef[]
}

export interface Suggestions {
  items: Suggestion[]
  needs: Need[]
  uncovered: string[]
  team: ProposedTeam
  /** Who is in the room to help, or was asked into it. */
  there: Bench[]
  model: string
  /** Until the first fit ends, the model knows a part of the record only. */
  learning: boolean
  /** Names this list: changes with its people and their order. */
  version: string
}

export interface Member {
  person: PersonRef
  role: string
  came_by: string
  joined_at: string
  /** Beside this swarm: in another one, free, after hours, away; guests are not told. */
  state: string | null
}

export type Answer = 'accepted' | 'answered' | 'declined' | 'expired' | 'withdrawn'

export interface TicketCard {
  number: number
  summary: string
  status: Status
  owner: PersonRef | null
}

export interface Invitation {
  id: number
  swarm: number
  person: PersonRef
  by: PersonRef
  role: string
  note: string
  reasons: Reason[]
  sent_at: string
  seen_at: string | null
  expires_at: string
  /** Put off: it waits again from then on. */
  later_at: string | null
  postponed: number
  answer: Answer | null
  answered_at: string | null
  /** Why not, in words: told to the owner and to who said it. */
  reason: string | null
  /** To members: by which ways it went out of the desk, and its end by the other's clock. */
  ways: WayCard[]
  expires_there: string | null
}

export interface Offer {
  id: number
  swarm: number
  person: PersonRef
  note: string
  made_at: string
  answer: string | null
  answered_at: string | null
}

export interface SwarmPage {
  id: number
  /** Null in a dispatch or backlog room, which is for the tickets of `team`, or of the desk. */
  ticket: TicketCard | null
  team: TeamRef | null
  /** How the tickets that are picked over stand; null in a room with a ticket. */
  picked: Counts | null
  kind: string
  help_needed: string
  help_needed_html: string
  tried: string
  tried_html: string
  opened_by: PersonRef
  opened_at: string
  open: boolean
  closure: Closure | null
  members: Member[]
  invitations: Invitation[]
  offers: Offer[]
  my_invitation: Invitation | null
  my_offer: Offer | null
  /** What I helped with in one message. */
  my_answer: { invitation: number; html: string; at: string } | null
  role: string | null
  /** Null to those who may not read. */
  head: number | null
  read: number | null
  muted: boolean
  /** Those in the room who are not of the desk. */
  outside: PersonRef[]
  /** Null in rooms of other kinds. */
  severity: SeverityCard | null
  can: Can
}

export interface SwarmRow {
  id: number
  ticket: TicketCard | null
  team: TeamRef | null
  kind: string
  help_needed: string
  opened_by: PersonRef
  opened_at: string
  open: boolean
  members: number
  role: string | null
  head: number | null
  unread: number
  /** Those of the unread that name me. */
  mentions: number
  muted: boolean
}

/** A message that names me and that I have not read. */
export interface MentionCard {
  swarm: number
  ticket: number | null
  message: number
  seq: number
  by: PersonRef
  at: string
  text: string | null
}

/** What I want to be told at once; quiet hours in minutes after midnight. */
/** What waits for me, wherever I am. */
export interface InvitationCard extends Invitation {
  ticket: TicketCard | null
  /** What its room is about, in words; not told to guests. */
  subject: string | null
  help_needed: string | null
}

export interface OfferCard extends Offer {
  ticket: TicketCard | null
  subject: string | null
}

/** One of my answers of no, and what it changes until when. */
export interface DeclineCard {
  invitation: number
  ticket: number
  summary: string
  why: string
  skills: string[]
  instead: PersonRef | null
  at: string
  until: string | null
}
