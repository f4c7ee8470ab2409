import { Button, Collapse, Group, Select, TextInput } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { useReportFilters } from '../../state/reports.ts'
import { useCohorts } from '../../state/saved_reports.ts'
import { REPORT_FILTERS, type ReportFilterName, reportFilterOf } from './filter.ts'
import { CohortShown, SavedCohorts } from './SavedCohorts.tsx'

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const

interface Choice {
  name: ReportFilterName
  data: { value: string; label: string }[]
}

/** What narrows a report: on a phone behind a button, so that the report itself comes first. */
export function Filters() {
  const { t } = useTranslation()
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const [params] = useSearchParams()
  const [opened, shown] = useDisclosure(false)
  if (params.get('saved')) return <CohortShown />
  if (!narrow) return <Choices />
  const count = Object.keys(reportFilterOf(params)).length
  return (
    <>
      <Button
        variant="default"
        size="xs"
        mb="md"
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden="true" />}
        aria-expanded={opened}
        onClick={shown.toggle}
      >
        {count > 0 ? t('reports.filtersSet', { count }) : t('tickets.filters')}
      </Button>
      <Collapse expanded={opened}>
        <Choices />
      </Collapse>
    </>
  )
}

/** It stands in the address, so that a report can be shared. */
function Choices() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const filter = reportFilterOf(params)
  const set = (name: ReportFilterName, value: string | null) => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  }
  const choices = useChoices()
  const labels = useLabels()
  return (
    <Group gap="xs" align="flex-end" mb="md">
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          size="xs"
          w={140}
          label={labels[name]}
          value={filter[name] ?? ''}
          onChange={(event) => set(name, event.currentTarget.value)}
        />
      ))}
      {choices.map(({ name, data }) => (
        <Select
          key={name}
          size="xs"
          w={140}
          label={labels[name]}
          data={data}
          value={filter[name] ?? null}
          onChange={(value) => set(name, value)}
          disabled={data.length === 0}
          clearable
          searchable={data.length > 8}
          placeholder={t('tickets.any')}
        />
      ))}
      <SavedCohorts />
      {Object.keys(filter).length > 0 && (
        <Button variant="default" size="xs" onClick={() => setParams({}, { replace: true })}>
          {t('tickets.clear')}
        </Button>
      )}
    </Group>
  )
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

function useLabels(): Record<ReportFilterName, string> {
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

function useChoices(): Choice[] {
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
