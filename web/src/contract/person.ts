/** People as they stand in answers. */

export interface PersonRef {
  id: number
  name: string
}

export type Role = 'requester' | 'agent' | 'manager' | 'administrator' | 'guest'

/** Where somebody is by their own clock: working, after hours, or away. */
export type Here = 'in_hours' | 'after_hours' | 'away'

/** Weekday (`mon` to `sun`) to spans such as `["09:00", "17:30"]`. */
export type Hours = Record<string, [string, string][]>

/** What may be done, verb by verb; a verb that is missing may not. */
export type Can = Record<string, boolean>

export interface Me {
  id: number
  email: string | null
  name: string
  role: Role
  stream: string
  team: { id: number; name: string } | null
  time_zone: string | null
  csrf: string
  can: Can
  unread: { invitations: number; handovers: number }
  reach: string
  ask_budget: number
  hours: Hours | null
  demo: boolean
  /** The one swarm that a guest's link opens. */
  room: number | null
}

export interface PersonRow extends PersonRef {
  role: Role
  team: { id: number; name: string } | null
  time_zone: string | null
  local_time: string | null
  here: Here
  left: boolean
}

export interface Absence {
  id: number
  starts_at: string
  ends_at: string
  substitute: PersonRef | null
}

export interface PersonPage extends PersonRow {
  email: string | null
  hours: Hours | null
  absences: Absence[]
  substitute: PersonRef | null
  asked_today: number
  ask_budget: number
  can: Can
}

export interface Token {
  id: number
  name: string
  secret?: string | null
  created_at: string
  used_at: string | null
}

export interface SignIn {
  id: number
  created_at: string
  used_at: string | null
  agent?: string | null
  address?: string | null
  current?: boolean
}

/** A keyset page. */
export interface Page<T> {
  items: T[]
  next: string | null
}
