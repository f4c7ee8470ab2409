import { Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Curve, Spread } from '../../contract/report.ts'
import { SurvivalChart } from '../../parts/charts/SurvivalChart.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { numberOf, spanOf } from '../../parts/text/numbers.ts'
import { FigureTile } from './FigureTile.tsx'

/** A time to something: median, the ninth tenth, and the whole curve. */
export function SpreadPanel({
  title,
  spread,
  axis,
}: {
  title: string
  spread: Spread
  axis: string
}) {
  const { t } = useTranslation()
  return (
    <Panel title={title} hint={t('reports.curveHint')}>
      <Group gap="xl" mb="sm" align="flex-start">
        <FigureTile label={t('reports.median')} figure={spread.median} />
        <FigureTile label={t('reports.p90')} figure={spread.p90} />
      </Group>
      <Text size="xs" c="dimmed">
        {axis}
      </Text>
      <Curves curves={[{ name: title, curve: spread.curve }]} />
    </Panel>
  )
}

/** Curves with the risk table beneath: how many were still open at which time. */
export function Curves({ curves }: { curves: { name: string; curve: Curve }[] }) {
  const { t } = useTranslation()
  const drawn = curves.filter(({ curve }) => curve.points.length > 1)
  if (drawn.length === 0) return <Text c="dimmed">{t('reports.noCurve')}</Text>
  const words = drawn.map(({ name, curve }) =>
    t('reports.curveWords', {
      name,
      count: curve.count,
      events: curve.events,
      censored: curve.censored,
      median: curve.median.value === null ? '–' : numberOf(curve.median.value, 'hours'),
    }),
  )
  return (
    <>
      <SurvivalChart
        label={words.join(' ')}
        curves={drawn.map(({ name, curve }) => ({ name, points: curve.points }))}
        say={spanOf}
      />
      <RiskTable curves={drawn} />
    </>
  )
}

/** How many tickets of each curve were still open at the same times. */
function RiskTable({ curves }: { curves: { name: string; curve: Curve }[] }) {
  const { t } = useTranslation()
  const times = curves[0]?.curve.risk_table.map((row) => row.t) ?? []
  return (
    <WideTable minWidth={480}>
      <Table verticalSpacing={2} fz="xs" mt={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('reports.riskTable')}</Table.Th>
            {times.map((at) => (
              <Table.Th key={at}>{spanOf(at)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {curves.map(({ name, curve }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {curve.risk_table.map((row) => (
                <Table.Td key={row.t}>
                  <Link
                    href={row.tickets}
                    className="figure-link"
                    aria-label={`${numberOf(row.at_risk, 'tickets')}. ${t('reports.atRiskOf', { t: spanOf(row.t) })}`}
                  >
                    {numberOf(row.at_risk, 'tickets')}
                  </Link>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  )
}
