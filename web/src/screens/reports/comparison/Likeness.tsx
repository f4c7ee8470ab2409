import { SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Effect } from '../../../contract/report.ts'
import { BalanceDots } from '../../../parts/charts/BalanceDots.tsx'
import { OverlapBars } from '../../../parts/charts/OverlapBars.tsx'

/** Balance against the line at 0.1, and who could have gone either way. */
export function Likeness({ effect }: { effect: Effect }) {
  const { t } = useTranslation()
  if (!effect.overlap) return null
  const { swarm, tier, outside, rule } = effect.overlap
  const rows = effect.balance.slice(0, 12).map((row) => ({
    ...row,
    words: t('reports.effect.balanceRow', {
      name: row.name,
      before: row.before.toFixed(2),
      after: row.after.toFixed(2),
    }),
  }))
  const unlike = effect.balance.filter((row) => Math.abs(row.after) > 0.1).map((row) => row.name)
  return (
    <SimpleGrid cols={{ base: 1, md: rows.length ? 2 : 1 }} spacing="xl">
      {rows.length > 0 && (
        <div>
          <Title order={3}>{t('reports.effect.balance')}</Title>
          <Text size="xs" c="dimmed" mb={6}>
            {t('reports.effect.balanceHint')}
          </Text>
          <BalanceDots rows={rows} />
          {unlike.length > 0 && (
            <Text size="sm" mt={6}>
              {t('reports.effect.unlike', { names: unlike.join(', ') })}
            </Text>
          )}
        </div>
      )}
      <div>
        <Title order={3}>{t('reports.effect.overlap')}</Title>
        <Text size="xs" c="dimmed" mb={6}>
          {t('reports.effect.overlapHint')}
        </Text>
        <OverlapBars
          above={swarm}
          below={tier}
          label={t('reports.effect.overlapWords', {
            swarm: sum(swarm),
            tier: sum(tier),
            outside,
          })}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {rule} {t('reports.effect.outside', { count: outside })}
        </Text>
      </div>
    </SimpleGrid>
  )
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
