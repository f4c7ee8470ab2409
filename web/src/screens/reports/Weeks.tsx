import { LineChart } from '@mantine/charts'
import { Box } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../contract/report.ts'

/** Created and solved, week by week. */
export function Weeks({ weeks }: { weeks: Overview['weeks'] }) {
  const { t } = useTranslation()
  const series = [
    { name: 'created', label: t('reports.created'), color: 'gray.5', strokeDasharray: '4 3' },
    { name: 'solved', label: t('reports.solved'), color: 'petrol.7' },
  ]
  const total = (name: 'created' | 'solved') => weeks.reduce((sum, week) => sum + week[name], 0)
  const words = `${t('reports.weeks')}: ${t('reports.created')} ${total('created')}, ${t(
    'reports.solved',
  )} ${total('solved')}.`
  return (
    <Box role="img" aria-label={words}>
      <LineChart
        h={180}
        data={weeks}
        dataKey="week"
        series={series}
        withLegend
        gridAxis="y"
        tickLine="none"
        withDots={false}
        curveType="linear"
        lineProps={{ isAnimationActive: false }}
      />
    </Box>
  )
}
