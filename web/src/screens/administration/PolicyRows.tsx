import { Button, CloseButton, Group, NumberInput, Select, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Conditions, PolicyRule, TimeLimit, Way } from '../../contract/process.ts'
import type { Priority } from '../../contract/ticket.ts'
import { useTeams } from '../../state/administration.ts'
import { useTicketFields } from '../../state/tickets.ts'

const WAYS: Way[] = ['swarm', 'tier', 'experiment']
const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low']

interface WaysProps {
  label: string
  value: string
  onChange: (way: Way) => void
}

/** Swarmed, through tiers, or by lot. */
export function Ways({ label, value, onChange }: WaysProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      data={WAYS.map((way) => ({ value: way, label: t(`process.ways.${way}`) }))}
      value={value}
      onChange={(way) => way && onChange(way as Way)}
      allowDeselect={false}
      w={170}
    />
  )
}

interface AboutProps<T extends Conditions> {
  one: T
  onChange: (one: T) => void
}

/** Which tickets: alike in what is named, any where nothing is. */
function About<T extends Conditions>({ one, onChange }: AboutProps<T>) {
  const { t } = useTranslation()
  const fields = useTicketFields().data
  const teams = useTeams().data?.items ?? []
  const pick = (
    name: 'product' | 'category' | 'priority' | 'team',
    data: { value: string; label: string }[],
  ) => (
    <Select
      key={name}
      label={t(`process.${name}`)}
      placeholder={t('process.any')}
      data={data}
      value={one[name] == null ? null : String(one[name])}
      onChange={(value) =>
        onChange({ ...one, [name]: name === 'team' && value ? Number(value) : value })
      }
      clearable
      searchable={data.length > 8}
      w={120}
    />
  )
  const plain = (values: string[] = []) => values.map((value) => ({ value, label: value }))
  return (
    <>
      {pick('product', plain(fields?.products))}
      {pick('category', plain(fields?.categories))}
      {pick(
        'priority',
        PRIORITIES.map((value) => ({ value, label: t(`shared.priority.${value}`) })),
      )}
      {pick(
        'team',
        teams.map((team) => ({ value: String(team.id), label: team.name })),
      )}
    </>
  )
}

interface RowsProps<T> {
  onChange: (rows: T[]) => void
}

function put<T>(rows: T[], place: number, row: T): T[] {
  return rows.map((one, index) => (index === place ? row : one))
}

/** The rules in their order: the first that fits decides. */
export function RuleRows({ rules, onChange }: RowsProps<PolicyRule> & { rules: PolicyRule[] }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      {rules.map((rule, place) => (
        <Group
          // Rules have no name of their own: their place is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={place}
          align="flex-end"
          gap="xs"
          role="group"
          aria-label={t('process.rule', { number: place + 1 })}
        >
          <About one={rule} onChange={(next) => onChange(put(rules, place, next))} />
          <Ways
            label={t('process.process')}
            value={rule.process}
            onChange={(process) => onChange(put(rules, place, { ...rule, process }))}
          />
          <CloseButton
            aria-label={t('process.removeRule', { number: place + 1 })}
            onClick={() => onChange(rules.filter((_, index) => index !== place))}
          />
        </Group>
      ))}
      <Group>
        <Button variant="default" onClick={() => onChange([...rules, { process: 'tier' }])}>
          {t('process.addRule')}
        </Button>
      </Group>
    </Stack>
  )
}

interface LimitProps extends RowsProps<TimeLimit> {
  tiers: string[]
  limits: TimeLimit[]
}

/** So many working minutes at a tier, then on to another. */
export function LimitRows({ tiers, limits, onChange }: LimitProps) {
  const { t } = useTranslation()
  const fresh: TimeLimit = {
    tier: tiers.includes('L1') ? 'L1' : (tiers[0] ?? ''),
    to: tiers.includes('L2') ? 'L2' : (tiers[1] ?? ''),
    minutes: 15,
    counts: 'at_tier',
  }
  return (
    <Stack gap="sm">
      {limits.map((limit, place) => (
        <OneLimit
          // biome-ignore lint/suspicious/noArrayIndexKey: as with rules, the place is the name
          key={place}
          number={place + 1}
          tiers={tiers}
          limit={limit}
          onChange={(next) => onChange(put(limits, place, next))}
          onRemove={() => onChange(limits.filter((_, index) => index !== place))}
        />
      ))}
      <Group>
        <Button
          variant="default"
          disabled={tiers.length < 2}
          onClick={() => onChange([...limits, fresh])}
        >
          {t('process.addLimit')}
        </Button>
      </Group>
    </Stack>
  )
}

interface OneLimitProps {
  number: number
  tiers: string[]
  limit: TimeLimit
  onChange: (limit: TimeLimit) => void
  onRemove: () => void
}

function OneLimit({ number, tiers, limit, onChange, onRemove }: OneLimitProps) {
  const { t } = useTranslation()
  const tier = (name: 'tier' | 'to', label: string) => (
    <Select
      label={label}
      data={tiers}
      value={limit[name]}
      onChange={(value) => value && onChange({ ...limit, [name]: value })}
      allowDeselect={false}
      w={90}
    />
  )
  return (
    <Group align="flex-end" gap="xs">
      {tier('tier', t('process.tier'))}
      <NumberInput
        label={t('process.minutes')}
        value={limit.minutes}
        onChange={(value) => onChange({ ...limit, minutes: Number(value) || 1 })}
        min={1}
        max={100_000}
        allowDecimal={false}
        w={100}
      />
      {tier('to', t('process.thenTo'))}
      <Select
        label={t('process.counts')}
        data={(['at_tier', 'unclaimed'] as const).map((value) => ({
          value,
          label: t(`process.countsWays.${value}`),
        }))}
        value={limit.counts ?? 'at_tier'}
        onChange={(counts) =>
          counts && onChange({ ...limit, counts: counts as 'at_tier' | 'unclaimed' })
        }
        allowDeselect={false}
        w={160}
      />
      <About one={limit} onChange={onChange} />
      <CloseButton aria-label={t('process.removeLimit', { number })} onClick={onRemove} />
    </Group>
  )
}
