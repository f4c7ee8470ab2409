import { BarChart } from '@mantine/charts'
import { Box } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../contract/report.ts'

/** Created, solved and swarmed, week by week. */
export function Weeks({ weeks }: { weeks: Overview['weeks'] }) {
  const { t } = useTranslation()
  const series = [
    { name: 'created', label: t('reports.created'), color: 'gray.5' },
    { name: 'solved', label: t('reports.solved'), color: 'petrol.7' },
    { name: 'swarms', label: t('reports.swarms'), color: 'honey.4' },
  ]
  const total = (name: 'created' | 'solved' | 'swarms') =>
    weeks.reduce((sum, week) => sum + week[name], 0)
  const words = `${t('reports.weeks')}: ${t('reports.created')} ${total('created')}, ${t(
    'reports.solved',
  )} ${total('solved')}, ${t('reports.swarms')} ${total('swarms')}.`
  return (
    <Box role="img" aria-label={words}>
      <BarChart
        h={180}
        data={weeks}
        dataKey="week"
        series={series}
        withLegend
        gridAxis="y"
        tickLine="none"
        barProps={{ isAnimationActive: false }}
      />
    </Box>
  )
}
