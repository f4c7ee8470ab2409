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

export interface PathStep {
  from: GraphNode
  to: GraphNode
  text: string
  ticket: number | null
  last_at: string
}

export interface SkillPath {
  steps: PathStep[]
}
