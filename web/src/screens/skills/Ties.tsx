import { ActionIcon, Group, ScrollArea, Text } from '@mantine/core'
import { IconFocusCentered } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { GraphNode, SkillGraph } from '../../contract/skill.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { addressOfNode, tiesAround } from './ties.ts'

interface Props {
  graph: SkillGraph
  around: string
  onChoose: (key: string) => void
}

/** The picture in words: every tie, strongest first; each end can be opened or made the centre. */
export function Ties({ graph, around, onChoose }: Props) {
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
                    {t('skills.times', { count: Math.max(1, Math.round(tie.weight)) })} ·{' '}
                    <Moment at={tie.last_at} />
                  </Text>
                </div>
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

function NodeName({ node }: { node: GraphNode }) {
  const address = addressOfNode(node)
  if (!address) return <Text span>{node.label}</Text>
  return (
    <Link href={address} className="figure-link">
      {node.label}
    </Link>
  )
}
