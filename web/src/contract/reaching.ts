/** How people are reached elsewhere, as it stands in answers. */

import type { PersonRef } from './person.ts'

export type Kind =
  | 'invitation'
  | 'duty'
  | 'mention'
  | 'task'
  | 'ticket'
  | 'offer'
  | 'answer'
  | 'update'
  | 'alike'
  | 'report'

export type MailWish = 'now' | 'digest' | 'off'

/** By which ways I am told of one kind of thing. */
export interface Ways {
  kind: Kind
  client: boolean
  push: boolean
  mail: MailWish
  /** What can be chosen of mail. */
  mails: MailWish[]
  by_mail_alone: boolean
}

export interface Wishes {
  mentions: 'all' | 'named' | 'none'
  /** Minutes after midnight by my own clock, null for none. */
  quiet_from: number | null
  quiet_until: number | null
  ways: Ways[]
  /** Whether I can be mailed at all, and what a browser needs to take pushes. */
  mails: boolean
  push_key: string | null
  pushed_here: boolean
}

export type Way = 'mail' | 'push'
export type SendState = 'waiting' | 'sending' | 'sent' | 'void' | 'dead'

/** By which way something went to its person, and how far it is. */
export interface WayCard {
  way: Way
  state: SendState
  at: string
}

/** A call as the link in its mail opens it. */
export interface Call {
  invitation: number
  swarm: number
  person: string
  by: string
  subject: string
  ask: string
  note: string
  until: string
  answer: string | null
}

export interface Stop {
  person: string
  kind: Kind
  stopped: boolean
}

/** A mail or push on its way, without its words. */
export interface Outgoing {
  id: number
  way: Way
  kind: string
  person: PersonRef
  state: SendState
  tries: number
  failure: string
  doubtful: boolean
  created_at: string
  due_at: string
  settled_at: string | null
}

export interface OutgoingPage {
  items: Outgoing[]
  next: string | null
  counts: Record<string, number>
}

/** Something that somebody gave me to do in an open swarm. */
export interface TaskNotice {
  id: number
  swarm: number
  ticket: number | null
  text: string
  by: PersonRef
  at: string
  due: string | null
}

/** A ticket that was solved in a swarm, like one on which I worked. */
export interface AlikeNotice {
  ticket: number
  summary: string
  like: number
  similarity: number
  at: string
}
