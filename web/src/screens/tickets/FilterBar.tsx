import { Button, Collapse, Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { useTicketFields } from '../../state/tickets.ts'
import { type Filter, type FilterName, isNarrowed, withFilter } from './filter.ts'

const STATUSES = ['new', 'open', 'waiting', 'solved', 'closed'] as const
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
const SORTS = ['updated', 'created', 'priority', 'due', 'relevance'] as const

interface Props {
  filter: Filter
  desk: boolean
}

/** Words, status and sort always; the rest behind “Filters”. */
export function FilterBar({ filter, desk }: Props) {
  const { t } = useTranslation()
  const [, setParams] = useSearchParams()
  const [opened, more] = useDisclosure(hasRareFilter(filter))
  const set = (name: FilterName, value: string | null) =>
    setParams(withFilter(filter, name, value) as Record<string, string>, { replace: true })
  return (
    <>
      <Group gap="xs" mb="xs" align="flex-end">
        <Words value={filter.q ?? ''} onChange={(words) => set('q', words)} />
        <MultiSelect
          aria-label={t('tickets.status')}
          placeholder={filter.status ? undefined : t('tickets.status')}
          data={STATUSES.map((value) => ({ value, label: t(`shared.status.${value}`) }))}
          value={filter.status?.split(',') ?? []}
          onChange={(values) => set('status', values.join(','))}
          flex="1 1 150px"
          maw={340}
          clearable
        />
        {desk && <OwnerFilter filter={filter} set={set} />}
        <Select
          aria-label={t('tickets.sort')}
          data={SORTS.filter((value) => value !== 'relevance' || filter.q).map((value) => ({
            value,
            label: t(`tickets.sortBy.${value}`),
          }))}
          value={filter.sort ?? (filter.q ? 'relevance' : 'updated')}
          onChange={(value) => set('sort', value)}
          allowDeselect={false}
          flex="1 1 130px"
          maw={170}
        />
        {desk && (
          <Button
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size={16} />}
            aria-expanded={opened}
            onClick={more.toggle}
          >
            {t('tickets.filters')}
          </Button>
        )}
        {isNarrowed(filter) && (
          <Button variant="subtle" onClick={() => setParams({}, { replace: true })}>
            {t('tickets.clear')}
          </Button>
        )}
      </Group>
      {desk && (
        <Collapse expanded={opened}>
          <RareFilters filter={filter} set={set} />
        </Collapse>
      )}
    </>
  )
}

function hasRareFilter(filter: Filter): boolean {
  const { team, product, component, category, priority, tag } = filter
  return Boolean(team ?? product ?? component ?? category ?? priority ?? tag)
}

/** The search box: asks a moment after the last letter, and follows the address. */
function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(onChange, 250)
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      type="search"
      aria-label={t('tickets.search')}
      placeholder={t('tickets.searchHint')}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={typed}
      maxLength={200}
      flex="1 1 180px"
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value.trim())
      }}
    />
  )
}

interface PartProps {
  filter: Filter
  set: (name: FilterName, value: string | null) => void
}

function OwnerFilter({ filter, set }: PartProps) {
  const { t } = useTranslation()
  const others = filter.owner && !['me', 'none'].includes(filter.owner)
  return (
    <Select
      aria-label={t('tickets.owner')}
      placeholder={t('tickets.owner')}
      data={[
        { value: 'me', label: t('tickets.ownerMe') },
        { value: 'none', label: t('tickets.ownerNone') },
        ...(others ? [{ value: filter.owner ?? '', label: `#${filter.owner}` }] : []),
      ]}
      value={filter.owner ?? null}
      onChange={(value) => set('owner', value)}
      clearable
      flex="1 1 140px"
      maw={170}
    />
  )
}

function RareFilters({ filter, set }: PartProps) {
  const { t } = useTranslation()
  const fields = useTicketFields()
  const choices: [FilterName, { value: string; label: string }[]][] = [
    ['priority', PRIORITIES.map((value) => ({ value, label: t(`shared.priority.${value}`) }))],
    ['team', (fields.data?.teams ?? []).map((one) => ({ value: String(one.id), label: one.name }))],
    ['product', plain(fields.data?.products)],
    ['component', plain(fields.data?.components[filter.product ?? ''])],
    ['category', plain(fields.data?.categories)],
    ['tag', plain(fields.data?.tags)],
  ]
  return (
    <Group gap="xs" mb="sm">
      {choices
        .filter(([name, data]) => data.length > 0 || filter[name])
        .map(([name, data]) => (
          <Select
            key={name}
            aria-label={t(`tickets.${name as 'team'}`)}
            placeholder={t(`tickets.${name as 'team'}`)}
            data={data}
            value={filter[name] ?? null}
            onChange={(value) => set(name, value)}
            searchable
            clearable
            w={170}
          />
        ))}
    </Group>
  )
}

function plain(names: string[] | undefined) {
  return (names ?? []).map((name) => ({ value: name, label: name }))
}
