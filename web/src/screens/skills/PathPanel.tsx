import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { PathStep } from '../../contract/skill.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useSkillPath } from '../../state/skills.ts'
import { NodePicker } from './NodePicker.tsx'

/** The shortest way between two people, or any two nodes, and what is behind each step. */
export function PathPanel() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const from = params.get('from')
  const to = params.get('to')
  const path = useSkillPath(from, to)
  const set = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      next.set(name, value)
      return next
    })
  return (
    <div className="space-above">
      <Panel title={t('skills.path')}>
        <Group align="flex-end" mb="sm">
          <NodePicker
            label={t('skills.pathFrom')}
            value={from}
            onChoose={(key) => set('from', key)}
          />
          <NodePicker label={t('skills.pathTo')} value={to} onChoose={(key) => set('to', key)} />
        </Group>
        <ErrorNote error={path.error} />
        {path.data?.steps.length === 0 && <Text size="sm">{t('skills.noPath')}</Text>}
        <Stack gap={6} component="ol" className="plain-list">
          {path.data?.steps.map((step) => (
            <Step key={`${step.from.key} ${step.to.key}`} step={step} />
          ))}
        </Stack>
      </Panel>
    </div>
  )
}

function Step({ step }: { step: PathStep }) {
  const { t } = useTranslation()
  return (
    <li>
      <Text size="sm">
        {step.from.label} → {step.to.label}: {step.text}{' '}
        {step.summary && (
          <Link href={`/tickets/${step.ticket}`} className="figure-link">
            {step.summary}
          </Link>
        )}{' '}
        {step.swarm && (
          <>
            <Link href={`/swarms/${step.swarm}`} className="figure-link">
              {t('skills.inSwarm')}
            </Link>{' '}
          </>
        )}
        <Text span size="xs" c="dimmed">
          <Moment at={step.last_at} />
        </Text>
      </Text>
    </li>
  )
}
