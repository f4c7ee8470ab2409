import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { useReportFilters } from '../../state/reports.ts'
import { useCohorts } from '../../state/saved_reports.ts'
import { REPORT_FILTERS, type ReportFilterName, reportFilterOf } from './filter.ts'

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const

interface Choice {
  name: ReportFilterName
  data: { value: string; label: string }[]
}

/** The filters that are set, in words: "Product: Shop". */
export function useFilterWords(): string[] {
  const [params] = useSearchParams()
  const filter = reportFilterOf(params)
  const labels = useLabels()
  const choices = useChoices()
  const cohorts = useCohorts().data
  return REPORT_FILTERS.flatMap((name) => {
    const value = filter[name]
    if (!value) return []
    if (name === 'saved')
      return [`${labels.saved}: ${cohorts?.find((one) => String(one.id) === value)?.name ?? value}`]
    const known = choices.find((one) => one.name === name)?.data
    return [`${labels[name]}: ${known?.find((one) => one.value === value)?.label ?? value}`]
  })
}

export function useLabels(): Record<ReportFilterName, string> {
  const { t } = useTranslation()
  return {
    from: t('reports.from'),
    to: t('reports.to'),
    team: t('tickets.team'),
    product: t('tickets.product'),
    component: t('tickets.component'),
    category: t('tickets.category'),
    priority: t('tickets.priority'),
    process: t('reports.process'),
    source: t('reports.source'),
    swarm_kind: t('picking.kind'),
    map_version: t('reports.mapVersion'),
    saved: t('reports.saved.one'),
    saved_version: t('reports.saved.version'),
  }
}

export function useChoices(): Choice[] {
  const { t } = useTranslation()
  const known = useReportFilters().data
  const plain = (values: string[] | undefined) =>
    (values ?? []).map((value) => ({ value, label: value }))
  const teams = (known?.teams ?? []).map((team) => ({ value: String(team.id), label: team.name }))
  const priorities = PRIORITIES.map((value) => ({ value, label: t(`shared.priority.${value}`) }))
  const versions = (known?.map_versions ?? []).map((version) => ({
    value: String(version),
    label: t('administration.versionNumber', { version }),
  }))
  const sides = (['swarm', 'tier'] as const).map((value) => ({
    value,
    label: t(`reports.${value}`),
  }))
  const kinds = (known?.swarm_kinds ?? []).map((value) => ({
    value,
    label: t(`picking.kinds.${value}`),
  }))
  // All stand from the first paint, those without a choice as well: nothing moves afterwards.
  return [
    { name: 'team', data: teams },
    { name: 'product', data: plain(known?.products) },
    { name: 'category', data: plain(known?.categories) },
    { name: 'priority', data: priorities },
    { name: 'process', data: sides },
    { name: 'source', data: plain(known?.sources) },
    { name: 'swarm_kind', data: kinds },
    { name: 'map_version', data: versions },
  ]
}
