import { ActionIcon, Group, SegmentedControl, Text } from '@mantine/core'
import { IconFocusCentered } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { type NearKind, useClosest } from '../../state/skills.ts'
import { NodeName } from './Ties.tsx'

const KINDS: NearKind[] = ['person', 'skill', 'component']

interface Props {
  around: string
  onChoose: (key: string) => void
}

/** Who or what a walk through the graph comes by oftenest, also beyond the direct ties. */
export function Closest({ around, onChoose }: Props) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<NearKind>('person')
  const closest = useClosest(around, kind)
  return (
    <Panel title={t('skills.closest')} hint={t('skills.closestHint')}>
      <SegmentedControl
        aria-label={t('skills.closest')}
        data={KINDS.map((one) => ({ value: one, label: t(`skills.closestOf.${one}`) }))}
        value={kind}
        onChange={(value) => setKind(value as NearKind)}
        mb="sm"
      />
      <Shown query={closest}>
        {(data) => (
          <>
            {data.items.length === 0 && <Text size="sm">{t('skills.noClosest')}</Text>}
            <ol className="plain-list">
              {data.items.map((node) => (
                <li className="row" key={node.key}>
                  <Group justify="space-between" wrap="nowrap" gap="xs">
                    <div>
                      <NodeName node={node} />{' '}
                      <Text span size="xs" c="dimmed">
                        {t('skills.closestShare', { share: (100 * node.weight).toFixed(1) })}
                      </Text>
                    </div>
                    <ActionIcon
                      variant="default"
                      aria-label={t('skills.centre', { label: node.label })}
                      title={t('skills.centre', { label: node.label })}
                      onClick={() => onChoose(node.key)}
                    >
                      <IconFocusCentered size={16} aria-hidden="true" />
                    </ActionIcon>
                  </Group>
                </li>
              ))}
            </ol>
          </>
        )}
      </Shown>
    </Panel>
  )
}
