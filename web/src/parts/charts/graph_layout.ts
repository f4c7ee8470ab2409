import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force'

interface Placed extends SimulationNodeDatum {
  key: string
}

const STEPS = 220

/** Where each node stands: forces run to rest at once, so that nothing moves under the reader. */
export function placed(
  keys: string[],
  ties: { from: string; to: string; weight: number }[],
  centre: string | null,
): Map<string, { x: number; y: number }> {
  const nodes: Placed[] = keys.map((key, index) => ({
    key,
    ...(key === centre ? { fx: 0, fy: 0 } : {}),
    // A spiral instead of chance: the same graph always looks the same.
    x: Math.cos(index * 2.4) * 20 * Math.sqrt(index),
    y: Math.sin(index * 2.4) * 20 * Math.sqrt(index),
  }))
  const most = Math.max(1, ...ties.map((tie) => tie.weight))
  const links = ties.map((tie) => ({ source: tie.from, target: tie.to, weight: tie.weight }))
  forceSimulation(nodes)
    .force(
      'link',
      forceLink<Placed, (typeof links)[number]>(links)
        .id((node) => node.key)
        .distance((link) => 150 - 60 * (link.weight / most)),
    )
    .force('charge', forceManyBody().strength(-300))
    .force('apart', forceCollide(86))
    .force('x', forceX(0).strength(0.04))
    .force('y', forceY(0).strength(0.09))
    .stop()
    .tick(STEPS)
  return new Map(nodes.map((node) => [node.key, { x: node.x ?? 0, y: node.y ?? 0 }]))
}
