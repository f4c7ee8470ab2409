import '@xyflow/react/dist/style.css'
import { Box, useComputedColorScheme } from '@mantine/core'
import { Background, Controls, type Edge, type Node, ReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import classes from './graph.module.css'
import { placed, sizeOf } from './graph_layout.ts'

/** Never smaller at first sight: names of 13 pixels are still read at 11. */
const LEGIBLE = 0.85

export interface Drawn {
  key: string
  kind: string
  label: string
}

export interface Tie {
  from: string
  to: string
  weight: number
}

interface Props {
  /** What the picture shows, for those who do not see it. */
  label: string
  nodes: Drawn[]
  ties: Tie[]
  centre: string | null
  onChoose: (key: string) => void
  height?: number
}

/** A neighbourhood as nodes and ties; the list beside it says the same in words. */
export function NodeGraph({ label, nodes, ties, centre, onChoose, height = 520 }: Props) {
  const scheme = useComputedColorScheme('light')
  const drawn = useMemo(() => {
    const sizes = new Map(nodes.map((node) => [node.key, sizeOf(node.label, node.key === centre)]))
    const boxOf = (key: string) => sizes.get(key) ?? sizeOf('')
    const places = placed(
      nodes.map((node) => node.key),
      ties,
      centre,
      boxOf,
    )
    const most = Math.max(1, ...ties.map((tie) => tie.weight))
    return {
      nodes: nodes.map<Node>((node) => ({
        id: node.key,
        position: places.get(node.key) ?? { x: 0, y: 0 },
        origin: [0.5, 0.5],
        ...boxOf(node.key),
        data: { label: node.label },
        className: `${classes.node} ${classes[node.kind] ?? ''} ${node.key === centre ? classes.centre : ''}`,
        connectable: false,
        focusable: false,
      })),
      edges: ties.map<Edge>((tie) => ({
        id: `${tie.from} ${tie.to}`,
        source: tie.from,
        target: tie.to,
        type: 'straight',
        focusable: false,
        style: { strokeWidth: 1 + (3 * tie.weight) / most },
      })),
    }
  }, [nodes, ties, centre])
  return (
    <Box
      h={height}
      role="group"
      aria-label={label}
      className={`panel ${classes.graph}`}
      style={{ overflow: 'hidden' }}
    >
      <ReactFlow
        key={`${centre}-${nodes.length}`}
        nodes={drawn.nodes}
        edges={drawn.edges}
        colorMode={scheme}
        fitView
        fitViewOptions={{ minZoom: LEGIBLE, maxZoom: 1.2, padding: 0.05 }}
        minZoom={0.2}
        nodesDraggable={false}
        edgesFocusable={false}
        nodesFocusable={false}
        onNodeClick={(_, node) => onChoose(node.id)}
        proOptions={{ hideAttribution: false }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </Box>
  )
}
