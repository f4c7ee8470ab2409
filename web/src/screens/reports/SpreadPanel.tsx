import { Group, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Curve, Spread } from '../../contract/report.ts'
import { SurvivalChart } from '../../parts/charts/SurvivalChart.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
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
      {drawn.map(({ name, curve }) => (
        <Text size="xs" c="dimmed" key={name} mt={4}>
          {drawn.length > 1 && `${name}. `}
          {t('reports.riskTable')}:{' '}
          {curve.risk_table.map((row, place) => (
            <Fragment key={row.t}>
              {place > 0 && ' · '}
              {spanOf(row.t)}{' '}
              <Link
                href={row.tickets}
                className="figure-link"
                aria-label={`${row.at_risk}. ${t('reports.atRiskOf', { t: spanOf(row.t) })}`}
              >
                {row.at_risk}
              </Link>
            </Fragment>
          ))}
        </Text>
      ))}
    </>
  )
}
