/** What somebody knows: calculated from evidence, never typed. */

import type { Can, PersonRef } from './person.ts'

export interface Evidence {
  id: number
  kind: string
  ticket: number | null
  article: number | null
  summary: string | null
  by: PersonRef | null
  at: string
}

export interface Objection {
  id: number
  kind: string
  why: string
  at: string
}

export interface Contest {
  id: number
  person: PersonRef
  skill: number
  skill_name: string
  why: string
  at: string
  pieces: number
  tickets: number[]
  own: boolean
}

export interface ContestList {
  items: Contest[]
  count: number
}

export interface SkillStanding {
  skill: number
  name: string
  strength: number
  proven: {
    strength: number
    solved: number
    contributed: number
    wrote: number
    tickets: number[]
  }
  declared: {
    strength: number
    claimed_at: string | null
    trained_at: string | null
    endorsed_by: PersonRef[]
  }
  evidence: Evidence[]
  pieces: number
  last_at: string
  objections: Objection[]
}

export interface Interest {
  skill: number
  name: string
  since: string
}

export interface ContributionCard {
  swarm: number
  ticket: number
  summary: string
  kind: string
  by: PersonRef
  at: string
}

export interface Fix {
  article: number | null
  ticket: number | null
  title: string
  uses: number
  tickets: number[]
  last_at: string
}

export interface ProfilePage {
  person: PersonRef
  fixes: Fix[]
  skills: SkillStanding[]
  interests: Interest[]
  contributions: ContributionCard[]
  can: Can
}
