/** A line of activity, the same object by HTTP and by socket. */
export interface Line {
  stream: string
  seq: number
  kind: string
  actor: number | null
  at: string
  data: Record<string, unknown>
}

export interface Lines {
  items: Line[]
  head: number
}

/** Who is on a stream's page now. */
export interface PresenceEvent {
  stream: string
  people: { id: number; state: string }[]
}

export interface TypingEvent {
  stream: string
  person: number
}

export type FollowAnswer = { ok: true; head: number } | { ok: false; code: string }
