import { Alert, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ComparisonRow, Comparison as Report } from '../../../contract/report.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { EffortPanel } from '../EffortPanel.tsx'
import { SideBySide } from '../SideBySide.tsx'

/** Effort of both sides by tier of work, and whether it was measured alike. */
export function Efforts({ report }: { report: Report }) {
  const { t } = useTranslation()
  const alike = report.effort.measured_alike
  return (
    <Stack>
      <Alert variant="light" color={alike ? 'petrol' : 'honey'}>
        <Text size="sm" fw={600} c="var(--mantine-color-text)">
          {alike ? t('reports.measuredAlike') : t('reports.notMeasuredAlike')}
        </Text>
        <Text size="sm" c="var(--mantine-color-text)">
          {report.effort.why}
        </Text>
      </Alert>
      {(['swarm', 'tier'] as const).map((side) => (
        <EffortPanel
          key={side}
          title={`${t('reports.effort')}: ${t(`reports.${side}`)}`}
          effort={report.effort[side]}
        />
      ))}
    </Stack>
  )
}

/** Every other measure of both sides, unadjusted, each number leading to its tickets. */
export function Measures({ rows }: { rows: ComparisonRow[] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('reports.measures')} hint={t('reports.measuresHint')}>
      <SideBySide
        columns={[t('reports.swarm'), t('reports.tier'), t('reports.difference')]}
        rows={rows.map(({ swarm, tier, ...row }) => ({ ...row, sides: [swarm, tier] }))}
        stands={(where) => t(`reports.stands.${where}`)}
      />
    </Panel>
  )
}
