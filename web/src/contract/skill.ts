/** Skills, who knows them, and how people hang together through work. */

import type { Can, PersonRef } from './person.ts'

export interface SkillRef {
  id: number
  name: string
}

export interface SkillRow extends SkillRef {
  description: string
  broader: SkillRef | null
  aliases: string[]
  people: number
  open_needs: number
  retired: boolean
}

export interface SkillList {
  items: SkillRow[]
  next: string | null
  can: Can
}

export interface Knower {
  person: PersonRef
  strength: number
  proven: number
  declared: number
  tickets: number[]
  pieces: number
  last_at: string
}

export interface SkillPage extends SkillRef {
  description: string
  broader: SkillRef | null
  narrower: SkillRef[]
  related: SkillRef[]
  merged_into: SkillRef | null
  aliases: string[]
  retired: boolean
  bus_factor: number
  people: Knower[]
  learners: PersonRef[]
  open_tickets: number[]
  can: Can
}

export interface GraphNode {
  key: string
  kind: string
  label: string
  weight: number
}

export interface GraphEdge {
  from: string
  to: string
  kind: string
  weight: number
  last_at: string
}

export interface SkillGraph {
  nodes: GraphNode[]
  edges: GraphEdge[]
  cut: boolean
}

/** Nodes of the graph, by name or the closest first. */
export interface GraphPlaces {
  items: GraphNode[]
}

export interface PathStep {
  from: GraphNode
  to: GraphNode
  text: string
  ticket: number | null
  summary: string | null
  swarm: number | null
  last_at: string
}

export interface SkillPath {
  steps: PathStep[]
}

export interface Branch extends SkillRow {
  depth: number
  merged_into: SkillRef | null
}

export interface Decay {
  days: number
  source: string
  pieces: number | null
}

export interface Taxonomy {
  items: Branch[]
  decay: Decay
  count: number
  cut: boolean
  can: Can
}

export interface Proposal {
  id: number
  term: string
  source: string
  about: string
  near: SkillRef | null
  solved: number
  tickets: number[]
  found_at: string
}

export interface Decided {
  id: number
  term: string
  decision: string
  skill: SkillRef | null
  by: PersonRef | null
  at: string
}

export interface ProposalList {
  items: Proposal[]
  decided: Decided[]
}

export interface Backup {
  person: PersonRef
  proven: number
  wants: boolean
}

export interface Risk {
  skill: SkillRef
  person: PersonRef
  share: number
  strength: number
  fewest: number
  holders: number
  open_needs: number
  backups: Backup[]
}

export interface Risks {
  items: Risk[]
  alone: number
  skills: number
  rule: string
}

export interface Gap {
  skill: SkillRef
  waiting: number
  tickets: { number: number; summary: string; created_at: string }[]
  claimed: PersonRef[]
  wants: PersonRef[]
  left: PersonRef[]
}

export interface Gaps {
  items: Gap[]
  needed: number
}

export type SkillTie = 'related' | 'broader' | 'narrower' | 'sibling' | 'together'

export interface Learner {
  person: PersonRef
  wants: boolean
  nearness: number
  steps: { skill: SkillRef; tie: SkillTie; tickets: number; proven: number }[]
}

export interface Learners {
  skill: SkillRef
  items: Learner[]
  neighbours: { skill: SkillRef; closeness: number; tie: SkillTie; tickets: number }[]
}
