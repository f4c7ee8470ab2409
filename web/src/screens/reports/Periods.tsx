import { SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { usePeriods } from '../../state/reports.ts'
import { useCohorts } from '../../state/saved_reports.ts'
import type { Query } from '../../wire/http.ts'
import { type ReportFilter, reportFilterOf } from './filter.ts'
import { SideBySide } from './SideBySide.tsx'

const AGAINST = ['before', 'year'] as const
type Against = (typeof AGAINST)[number]

/** A period beside an earlier one; which one stands in the address as the filter does. */
export function Periods({ report }: { report: 'overview' | 'flow' }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const filter = reportFilterOf(params)
  const against = AGAINST.find((one) => one === params.get('against'))
  if (!useBegins(filter)) return null
  const set = (value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === 'none') next.delete('against')
        else next.set('against', value)
        return next
      },
      { replace: true },
    )
  return (
    <div className={against ? undefined : 'print-never'}>
      <Panel
        title={t('reports.periods.title')}
        aside={
          <SegmentedControl
            size="xs"
            className="print-never"
            aria-label={t('reports.periods.title')}
            data={(['none', ...AGAINST] as const).map((value) => ({
              value,
              label: t(`reports.periods.${value}`),
            }))}
            value={against ?? 'none'}
            onChange={set}
          />
        }
      >
        {against && <Beside report={report} filter={filter} against={against} />}
      </Panel>
    </div>
  )
}

/** Whether a period begins at some day: that of the filter, or that of the saved cohort's rule. */
function useBegins({ from, saved, saved_version }: ReportFilter): boolean {
  const cohorts = useCohorts().data
  if (from || !saved) return Boolean(from)
  const versions = cohorts?.find(({ id }) => String(id) === saved)?.versions
  const read = versions?.find(({ version }) => String(version) === saved_version) ?? versions?.[0]
  return Boolean(read?.filter.from)
}

interface Props {
  report: 'overview' | 'flow'
  filter: Query
  against: Against
}

function Beside({ report, filter, against }: Props) {
  const { t } = useTranslation()
  const periods = usePeriods(report, { ...filter, against })
  return (
    <Shown query={periods} waiting={<WaitingRows count={6} height={40} />}>
      {(page) => (
        <>
          <SideBySide
            columns={[
              t('reports.periods.now'),
              t('reports.periods.earlier'),
              t('reports.periods.difference'),
            ]}
            rows={page.rows.map(({ now, earlier, ...row }) => ({
              ...row,
              sides: [now, earlier],
            }))}
          />
          <Text size="sm" c="dimmed" mt="xs">
            {t('reports.periods.now')}: {page.rule} {t('reports.periods.earlier')}: {page.earlier}{' '}
            {page.note}
          </Text>
        </>
      )}
    </Shown>
  )
}
