import { LineChart } from '@mantine/charts'
import { Box, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Overview } from '../../contract/report.ts'
import classes from './reports.module.css'

/** Created and solved, week by week. */
export function Weeks({ weeks }: { weeks: Overview['weeks'] }) {
  const { t } = useTranslation()
  const series = [
    { name: 'created', label: t('reports.created'), color: 'gray.5', strokeDasharray: '4 3' },
    { name: 'solved', label: t('reports.solved'), color: 'var(--swarm-mark)' },
  ]
  const total = (name: 'created' | 'solved') => weeks.reduce((sum, week) => sum + week[name], 0)
  const words = `${t('reports.weeks')}: ${t('reports.created')} ${total('created')}, ${t(
    'reports.solved',
  )} ${total('solved')}.`
  return (
    <>
      <Box role="img" aria-label={words} className="chart">
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
      <details className="print-never">
        <summary className={classes.summary}>{t('reports.weeksTable')}</summary>
        <Table verticalSpacing={2} maw={420}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('reports.week')}</Table.Th>
              <Table.Th>{t('reports.created')}</Table.Th>
              <Table.Th>{t('reports.solved')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {weeks.toReversed().map((week) => (
              <Table.Tr key={week.week}>
                <Table.Td>{week.week}</Table.Td>
                <Count
                  count={week.created}
                  href={week.tickets}
                  of={`${t('reports.created')}, ${week.week}`}
                />
                <Count
                  count={week.solved}
                  href={week.solved_tickets}
                  of={`${t('reports.solved')}, ${week.week}`}
                />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </>
  )
}

function Count({ count, href, of }: { count: number; href: string; of: string }) {
  const { t } = useTranslation()
  return (
    <Table.Td>
      {count === 0 ? (
        0
      ) : (
        <Link
          href={href}
          className="figure-link"
          aria-label={`${count}. ${t('reports.behind', { label: of })}`}
        >
          {count}
        </Link>
      )}
    </Table.Td>
  )
}
