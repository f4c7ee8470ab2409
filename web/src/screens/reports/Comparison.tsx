import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { EffectPage, Comparison as Report } from '../../contract/report.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { useComparison, useEffectPage } from '../../state/reports.ts'
import { Later } from './comparison/Later.tsx'
import { Likeness } from './comparison/Likeness.tsx'
import { Opening } from './comparison/Opening.tsx'
import { Efforts, Measures } from './comparison/Sides.tsx'
import { Size } from './comparison/Size.tsx'
import { Where } from './comparison/Where.tsx'
import { reportFilterOf } from './filter.ts'
import { ReportFrame } from './ReportFrame.tsx'
import classes from './reports.module.css'
import { Curves } from './SpreadPanel.tsx'

/** Swarm beside tier: a sentence with its interval, and everything that stands behind it. */
export function Comparison() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const filter = reportFilterOf(params)
  const effect = useEffectPage(filter)
  const comparison = useComparison(filter)
  return (
    <ReportFrame name="comparison">
      <Stack>
        <Shown query={effect} waiting={<WaitingRows count={4} height={56} />}>
          {(page) => <Opening page={page} filter={filter} />}
        </Shown>
        <Shown query={comparison} waiting={<WaitingRows count={6} height={56} />}>
          {(report) => <Times report={report} page={effect.data} />}
        </Shown>
        {effect.data && <Sizes page={effect.data} />}
        <Where filter={filter} />
        {comparison.data && (
          <>
            <Efforts report={comparison.data} />
            <Measures rows={comparison.data.rows} />
          </>
        )}
        {effect.data && <Later effect={effect.data.later} />}
        {comparison.data && comparison.data.cautions.length > 0 && (
          <Panel title={t('reports.effect.cautions')}>
            {comparison.data.cautions.map((caution) => (
              <Text size="sm" key={caution} mb={4}>
                {caution}
              </Text>
            ))}
          </Panel>
        )}
      </Stack>
    </ReportFrame>
  )
}

function Times({ report, page }: { report: Report; page: EffectPage | undefined }) {
  const { t } = useTranslation()
  if (!report.curves) return null
  const test = page?.log_rank
  return (
    <Panel title={t('reports.resolve')} hint={t('reports.curveHint')}>
      <Text size="sm" mb="sm">
        {report.sentence}
      </Text>
      <Curves
        curves={[
          { name: t('reports.swarm'), curve: report.curves.swarm },
          { name: t('reports.tier'), curve: report.curves.tier },
        ]}
      />
      {test && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('reports.effect.logRank', {
            statistic: test.statistic.toFixed(1),
            p: test.p < 0.001 ? t('reports.effect.underThousandth') : test.p.toFixed(3),
          })}{' '}
          {test.rule}
        </Text>
      )}
    </Panel>
  )
}

function Sizes({ page }: { page: EffectPage }) {
  const { t } = useTranslation()
  const { effect, experiment } = page
  return (
    <>
      {experiment && (
        <Panel title={t('reports.effect.experiment')} hint={experiment.rule}>
          <p className={classes.sentence}>{experiment.sentence}</p>
        </Panel>
      )}
      {(effect.raw || effect.adjusted) && (
        <Panel title={t('reports.effect.size')} hint={t('reports.effect.sizeHint')}>
          <Size effect={effect} />
        </Panel>
      )}
      {effect.overlap && (
        <Panel title={t('reports.effect.likeness')}>
          <Likeness effect={effect} />
        </Panel>
      )}
    </>
  )
}
