import type { GraphEdge, GraphNode, SkillGraph } from '../../contract/skill.ts'

export interface TieLine {
  tie: GraphEdge
  /** The end that is looked at; where neither is the centre, the first. */
  near: GraphNode | undefined
  other: GraphNode
}

/** Every tie with its ends, those of the centre first, then the strongest first. */
export function tiesAround(graph: SkillGraph, around: string): TieLine[] {
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]))
  const lines = graph.edges.flatMap((tie) => {
    const turned = tie.to === around
    const near = nodes.get(turned ? tie.to : tie.from)
    const other = nodes.get(turned ? tie.from : tie.to)
    return other ? [{ tie, near, other }] : []
  })
  const direct = (line: TieLine) => Number(line.near?.key === around)
  return lines.sort((a, b) => direct(b) - direct(a) || b.tie.weight - a.tie.weight)
}

/** Where a node leads; a component or a product to the tickets about it. */
export function addressOfNode(node: GraphNode): string | null {
  const id = node.key.slice(node.key.indexOf(':') + 1)
  if (node.kind === 'person') return `/people/${id}`
  if (node.kind === 'skill') return `/skills/${id}`
  if (node.kind === 'article') return `/articles/${id}`
  if (node.kind === 'ticket') return `/tickets/${id}`
  if (node.kind === 'component' || node.kind === 'product')
    return `/tickets?${node.kind}=${encodeURIComponent(id)}`
  return null
}

/** Kinds of ties of which a number of times says nothing: they hold or they do not. */
const ONCE = ['broader', 'made_from', 'part_of', 'related', 'solved']

/** Whether it says something how often a tie was shown. */
export function isCounted(tie: GraphEdge): boolean {
  return !ONCE.includes(tie.kind)
}

/** The person and the skill of a tie, whose evidence can be shown; null for other ties. */
export function edgeOf(tie: GraphEdge): { person: number; skill: number } | null {
  const ids = new Map([tie.from, tie.to].map((key) => key.split(':') as [string, string]))
  const person = Number(ids.get('person'))
  const skill = Number(ids.get('skill'))
  return person > 0 && skill > 0 ? { person, skill } : null
}
