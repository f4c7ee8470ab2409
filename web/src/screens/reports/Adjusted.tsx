import { Alert, Badge, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Effect, EffectPage, Ratio } from '../../contract/report.ts'
import { BalanceDots } from '../../parts/charts/BalanceDots.tsx'
import { OverlapBars } from '../../parts/charts/OverlapBars.tsx'
import { type RatioLine, RatioLines } from '../../parts/charts/RatioLines.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { useEffectPage } from '../../state/reports.ts'
import type { Query } from '../../wire/http.ts'
import { spanOf } from './numbers.ts'
import classes from './reports.module.css'

/** The adjusted comparison, or why none is printed. */
export function Adjusted({ filter }: { filter: Query }) {
  const page = useEffectPage(filter)
  return (
    <Shown query={page} waiting={<WaitingRows count={6} height={56} />}>
      {(told) => <Page page={told} />}
    </Shown>
  )
}

function Page({ page }: { page: EffectPage }) {
  const { t } = useTranslation()
  return (
    <Stack>
      {page.experiment && (
        <Panel title={t('reports.effect.experiment')} hint={page.experiment.rule}>
          <p className={classes.sentence}>{page.experiment.sentence}</p>
        </Panel>
      )}
      <Panel
        title={t('reports.effect.title')}
        hint={page.selection}
        aside={
          <Badge variant="light" color="gray" tt="none">
            {t(`reports.${page.badge}`)}
          </Badge>
        }
      >
        <Told effect={page.effect} />
      </Panel>
      <Panel title={t('reports.effect.later')}>
        <Told effect={page.later} />
      </Panel>
    </Stack>
  )
}

function Told({ effect }: { effect: Effect }) {
  const { t } = useTranslation()
  const say = (said: { value: string; low: string; high: string }) =>
    t('reports.effect.ratio', said)
  const lines = [
    lineOf(t('reports.effect.raw'), effect.raw, say),
    lineOf(t('reports.effect.adjusted'), effect.adjusted, say),
  ].filter((line) => line !== null)
  return (
    <Stack gap="md">
      {effect.adjusted ? (
        <p className={classes.sentence}>{effect.sentence}</p>
      ) : (
        <Alert variant="light" color="honey">
          <Text fw={600} c="var(--mantine-color-text)">
            {effect.sentence}
          </Text>
        </Alert>
      )}
      {lines.length > 0 && <RatioLines lines={lines} same={t('reports.effect.same')} />}
      <Text size="sm" c="dimmed">
        {t('reports.effect.counts', {
          swarm: effect.swarm_count,
          tier: effect.tier_count,
          horizon: spanOf(effect.horizon),
        })}
        {'. '}
        {effect.detectable}{' '}
        {effect.adjusted &&
          t('reports.effect.adjustedFor', { covariates: effect.covariates.join(', ') })}{' '}
        {effect.e_value !== null &&
          effect.e_value_of_interval !== null &&
          t('reports.effect.eValue', {
            value: effect.e_value.toFixed(1),
            interval: effect.e_value_of_interval.toFixed(1),
          })}
      </Text>
      <Likeness effect={effect} />
      <details>
        <summary className={classes.summary}>{t('reports.rule')}</summary>
        <Text size="sm">{effect.rule}</Text>
      </details>
    </Stack>
  )
}

function Likeness({ effect }: { effect: Effect }) {
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
        <Group gap={4} mt={4}>
          <Text size="xs" c="dimmed">
            {rule} {t('reports.effect.outside', { count: outside })}
          </Text>
        </Group>
      </div>
    </SimpleGrid>
  )
}

function lineOf(
  name: string,
  ratio: Ratio | null,
  say: (said: { value: string; low: string; high: string }) => string,
): RatioLine | null {
  if (!ratio) return null
  const [value, low, high] = [ratio.value, ratio.low, ratio.high].map((one) => one.toFixed(2))
  return { ...ratio, name, words: say({ value: `${value}`, low: `${low}`, high: `${high}` }) }
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
