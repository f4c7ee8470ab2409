import { ActionIcon, Group, ScrollArea, Text } from '@mantine/core'
import { IconFocusCentered, IconListSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { GraphEdge, GraphNode, SkillGraph } from '../../contract/skill.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { addressOfNode, edgeOf, isCounted, tiesAround } from './ties.ts'

interface Props {
  graph: SkillGraph
  around: string
  onChoose: (key: string) => void
  onEvidence: (person: number, skill: number) => void
}

/** The picture in words: every tie, strongest first; each end can be opened or made the centre. */
export function Ties({ graph, around, onChoose, onEvidence }: Props) {
  const { t } = useTranslation()
  return (
    <Panel title={t('skills.ties')} flush>
      <ScrollArea.Autosize mah={465} viewportProps={{ tabIndex: 0 }}>
        <ul className="plain-list">
          {tiesAround(graph, around).map(({ other, near, tie }) => (
            <li className="row" key={`${tie.from} ${tie.to} ${tie.kind}`}>
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <div>
                  <NodeName node={other} />
                  {near && near.key !== around && (
                    <Text span size="sm" c="dimmed">
                      {' – '}
                      {near.label}
                    </Text>
                  )}
                  <Text size="xs" c="dimmed">
                    {t(`skills.kind.${other.kind as 'person'}`)} ·{' '}
                    {t(`skills.tieKind.${tie.kind as 'shown'}`)} ·{' '}
                    {isCounted(tie) &&
                      `${t('skills.times', { count: Math.max(1, Math.round(tie.weight)) })} · `}
                    <Moment at={tie.last_at} />
                  </Text>
                </div>
                <EvidenceButton tie={tie} label={other.label} onEvidence={onEvidence} />
                <ActionIcon
                  variant="default"
                  aria-label={t('skills.centre', { label: other.label })}
                  title={t('skills.centre', { label: other.label })}
                  onClick={() => onChoose(other.key)}
                >
                  <IconFocusCentered size={16} aria-hidden="true" />
                </ActionIcon>
              </Group>
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
    </Panel>
  )
}

interface EvidenceProps {
  tie: GraphEdge
  label: string
  onEvidence: Props['onEvidence']
}

function EvidenceButton({ tie, label, onEvidence }: EvidenceProps) {
  const { t } = useTranslation()
  const edge = edgeOf(tie)
  if (!edge) return null
  return (
    <ActionIcon
      variant="default"
      ml="auto"
      aria-label={t('skills.showEvidence', { label })}
      title={t('skills.showEvidence', { label })}
      onClick={() => onEvidence(edge.person, edge.skill)}
    >
      <IconListSearch size={16} aria-hidden="true" />
    </ActionIcon>
  )
}

/** A node by its name, which leads to its page. */
export function NodeName({ node }: { node: GraphNode }) {
  const address = addressOfNode(node)
  if (!address) return <Text span>{node.label}</Text>
  return (
    <Link href={address} className="figure-link">
      {node.label}
    </Link>
  )
}
