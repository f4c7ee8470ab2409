import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Effect, Ratio } from '../../../contract/report.ts'
import { type RatioLine, RatioLines } from '../../../parts/charts/RatioLines.tsx'
import { spanOf, timesOf } from '../../../parts/text/numbers.ts'

/** The ratio as counted and adjusted, beside each other, and what could explain it away. */
export function Size({ effect }: { effect: Effect }) {
  const { t } = useTranslation()
  const lines = (['raw', 'adjusted'] as const).flatMap((way): RatioLine[] => {
    const ratio = effect[way]
    if (!ratio) return []
    return [
      { ...ratio, name: t(`reports.effect.${way}`), words: t('reports.effect.ratio', said(ratio)) },
    ]
  })
  if (lines.length === 0) return null
  return (
    <>
      <RatioLines lines={lines} same={t('reports.effect.same')} />
      <Text size="sm" c="dimmed">
        {t('reports.effect.horizon', { horizon: spanOf(effect.horizon) })}{' '}
        {effect.adjusted &&
          t('reports.effect.adjustedFor', { covariates: effect.covariates.join(', ') })}{' '}
        {effect.e_value !== null &&
          effect.e_value_of_interval !== null &&
          t('reports.effect.eValue', {
            value: effect.e_value.toFixed(1),
            interval: effect.e_value_of_interval.toFixed(1),
          })}
      </Text>
    </>
  )
}

function said(ratio: Ratio): { value: string; low: string; high: string } {
  return {
    value: timesOf(ratio.value),
    low: timesOf(ratio.low),
    high: timesOf(ratio.high),
  }
}
