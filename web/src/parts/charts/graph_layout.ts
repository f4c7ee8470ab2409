import {
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
const GAP = 18
const ROUNDS = 300

/** The box of a node, in pixels. */
export interface Size {
  width: number
  height: number
}

const WIDEST = 150
const SIDES = 26
const LETTER = 8.2
const BOLD_LETTER = 8.6
const LINE = 17

/** Room for a label of 13 pixels in a box that grows downwards once it is at its widest. */
export function sizeOf(label: string, bold = false): Size {
  const wanted = label.length * (bold ? BOLD_LETTER : LETTER)
  const width = Math.min(WIDEST, Math.max(60, wanted + SIDES))
  const lines = Math.max(1, Math.ceil(wanted / (width - SIDES)))
  return { width, height: lines * LINE + 16 }
}

/** Where each node stands: forces run to rest at once, so that nothing moves under the reader. */
export function placed(
  keys: string[],
  ties: { from: string; to: string; weight: number }[],
  centre: string | null,
  size: (key: string) => Size = () => sizeOf(''),
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
    .force('x', forceX(0).strength(0.04))
    .force('y', forceY(0).strength(0.09))
    .stop()
    .tick(STEPS)
  keepApart(nodes, size)
  return new Map(nodes.map((node) => [node.key, { x: node.x ?? 0, y: node.y ?? 0 }]))
}

/** Push boxes that overlap apart along the shorter way; who is fixed stays. */
function keepApart(nodes: Placed[], size: (key: string) => Size): void {
  const boxes = nodes.map((node) => ({ node, ...size(node.key) }))
  for (let round = 0; round < ROUNDS; round += 1) {
    let pushed = false
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1)) pushed = push(one, other) || pushed
    })
    if (!pushed) return
  }
}

type Boxed = Size & { node: Placed }

function push(one: Boxed, other: Boxed): boolean {
  const dx = (other.node.x ?? 0) - (one.node.x ?? 0)
  const dy = (other.node.y ?? 0) - (one.node.y ?? 0)
  const overX = (one.width + other.width) / 2 + GAP - Math.abs(dx)
  const overY = (one.height + other.height) / 2 + GAP - Math.abs(dy)
  if (overX <= 0.01 || overY <= 0.01) return false
  const sideways = overX < overY
  const way = (sideways ? dx : dy) < 0 ? -1 : 1
  const by = way * (sideways ? overX : overY)
  const fixed = [one, other].map(({ node }) => node.fx !== undefined)
  const share = fixed[0] ? 0 : fixed[1] ? 1 : 0.5
  move(one.node, sideways, -by * share)
  move(other.node, sideways, by * (1 - share))
  return true
}

function move(node: Placed, sideways: boolean, by: number): void {
  if (sideways) node.x = (node.x ?? 0) + by
  else node.y = (node.y ?? 0) + by
}
