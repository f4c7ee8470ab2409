import { Grid, Group, SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { SkillGraph } from '../../contract/skill.ts'
import { NodeGraph } from '../../parts/charts/NodeGraph.tsx'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { useMe } from '../../state/me.ts'
import { useSkillGraph } from '../../state/skills.ts'
import { Closest } from './Closest.tsx'
import { Downloads } from './Downloads.tsx'
import { EvidencePanel } from './EvidencePanel.tsx'
import { NodePicker } from './NodePicker.tsx'
import { PathPanel } from './PathPanel.tsx'
import { Ties } from './Ties.tsx'

/** The neighbourhood of a node of the graph, as a picture and as a list. */
export function Graph() {
  const { t } = useTranslation()
  const me = useMe()
  const [params, setParams] = useSearchParams()
  const around = params.get('around') ?? `person:${me.id}`
  const [person, skill] = (params.get('evidence') ?? '').split('-').map(Number)
  const depth = params.get('depth') === '2' ? 2 : 1
  const graph = useSkillGraph(around, depth)
  const set = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      next.set(name, value)
      return next
    })
  return (
    <SkillsPlace name="connected" action={me.can.reports ? <Downloads /> : null}>
      <Group mb="md" align="flex-end">
        <NodePicker
          label={t('skills.around')}
          placeholder={t('skills.aroundHint')}
          onChoose={(key) => set('around', key)}
        />
        <SegmentedControl
          aria-label={t('skills.depth')}
          data={[
            { value: '1', label: t('skills.near') },
            { value: '2', label: t('skills.far') },
          ]}
          value={String(depth)}
          onChange={(value) => set('depth', value)}
        />
      </Group>
      <Shown query={graph}>
        {(data) => (
          <Picture
            graph={data}
            around={around}
            onChoose={(key) => set('around', key)}
            onEvidence={(person, skill) => set('evidence', `${person}-${skill}`)}
          />
        )}
      </Shown>
      {person && skill ? (
        <div className="space-above">
          <EvidencePanel person={person} skill={skill} onClose={() => set('evidence', '')} />
        </div>
      ) : null}
      {/* Products explain the graph; nobody walks through them. */}
      {!around.startsWith('product:') && (
        <div className="space-above">
          <Closest around={around} onChoose={(key) => set('around', key)} />
        </div>
      )}
      <PathPanel />
    </SkillsPlace>
  )
}

interface PictureProps {
  graph: SkillGraph
  around: string
  onChoose: (key: string) => void
  onEvidence: (person: number, skill: number) => void
}

function Picture({ graph, around, onChoose, onEvidence }: PictureProps) {
  const { t } = useTranslation()
  if (graph.edges.length === 0) {
    return (
      <div className="panel">
        <EmptyState title={t('skills.graphEmpty')} hint={t('skills.graphEmptyHint')} />
      </div>
    )
  }
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <NodeGraph
          label={t('skills.graphWords', { nodes: graph.nodes.length, edges: graph.edges.length })}
          nodes={graph.nodes}
          ties={graph.edges}
          centre={around}
          onChoose={onChoose}
        />
        {graph.cut && (
          <Text size="xs" c="dimmed" mt={4}>
            {t('skills.cut')}
          </Text>
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Ties graph={graph} around={around} onChoose={onChoose} onEvidence={onEvidence} />
      </Grid.Col>
    </Grid>
  )
}
