import type { Can, Here, PersonRef } from './person.ts'
import type { Status } from './ticket.ts'

export interface Reason {
  text: string
  link?: string | null
}

export interface SkillRef {
  id: number
  name: string
}

export interface Suggestion {
  person: PersonRef
  score: number
  reasons: Reason[]
  covers: SkillRef[]
  local_time: string | null
  here: Here
  asked_today: number
  ask_budget: number
}

export interface Need {
  skill: SkillRef
  probability: number | null
  covered_by: PersonRef[]
}

export interface Suggestions {
  items: Suggestion[]
  needs: Need[]
  uncovered: SkillRef[]
  model: string | null
}

export interface Member {
  person: PersonRef
  role: string
  came_by: string
  joined_at: string
}

export type Answer = 'accepted' | 'declined' | 'expired' | 'withdrawn'

export interface Invitation {
  id: number
  person: PersonRef
  note: string
  reasons: Reason[]
  sent_at: string
  seen_at: string | null
  expires_at: string
  answer: Answer | null
  answered_at: string | null
  reason?: string | null
}

export interface Offer {
  id: number
  person: PersonRef
  note: string
  made_at: string
  answer: string | null
}

export interface Credit {
  person: PersonRef
  kind: string
}

export interface Closure {
  summary: string
  solved: boolean
  ruled_out: string
  by: PersonRef
  at: string
  credits: Credit[]
}

export interface SwarmPage {
  id: number
  ticket: { number: number; summary: string; status: Status; owner: PersonRef | null }
  kind: string
  help_needed: string
  tried: string
  opened_by: PersonRef
  opened_at: string
  open: boolean
  closure: Closure | null
  members: Member[]
  invitations: Invitation[]
  offers: Offer[]
  head: number
  read: number
  my_invitation: Invitation | null
  can: Can
}

export interface SwarmRow {
  id: number
  ticket: { number: number; summary: string; status: Status; owner: PersonRef | null }
  kind: string
  help_needed: string
  opened_at: string
  open: boolean
  members: PersonRef[]
  unread: number
}

/** What waits for me, wherever I am. */
export interface InvitationCard {
  id: number
  swarm: number
  ticket: { number: number; summary: string }
  by: PersonRef
  note: string
  help_needed: string
  reasons: Reason[]
  sent_at: string
  expires_at: string
}

export interface HandoverCard {
  id: number
  ticket: { number: number; summary: string }
  from: PersonRef | null
  why: string
  tried: string
  still_open: string
  promised: string
  offered_at: string
}

export interface OfferCard {
  id: number
  swarm: number
  ticket: { number: number; summary: string }
  person: PersonRef
  note: string
  made_at: string
}
