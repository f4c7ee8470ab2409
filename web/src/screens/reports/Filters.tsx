import { Button, Collapse, Group, Select, TextInput } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { type ReportFilterName, reportFilterOf } from './filter.ts'
import { useChoices, useLabels } from './filter_words.ts'
import { CohortShown, SavedCohorts } from './SavedCohorts.tsx'

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
