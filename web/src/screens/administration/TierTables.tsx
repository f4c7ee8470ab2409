import {
  Button,
  Group,
  Menu,
  NumberInput,
  Select,
  Table,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TierMap } from '../../contract/administration.ts'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { type MapDraft, withMerge, withRule, withTier } from './map.ts'

interface Props {
  map: TierMap
  draft: MapDraft
  onChange: (draft: MapDraft) => void
}

type DraftTier = MapDraft['tiers'][number]

/** The tiers in the organization's own words, what an hour of each costs, and what became one. */
export function TierTable({ map, draft, onChange }: Props) {
  const { t } = useTranslation()
  const set = (key: string, change: Partial<DraftTier>) =>
    onChange({
      ...draft,
      tiers: draft.tiers.map((tier) => (tier.key === key ? { ...tier, ...change } : tier)),
    })
  return (
    <>
      <WideTable minWidth={0}>
        <Table className="stacked">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('administration.key')}</Table.Th>
              <Table.Th>{t('administration.tierName')}</Table.Th>
              <Table.Th>{t('administration.meaning')}</Table.Th>
              <Table.Th>{t('administration.hourCosts')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {draft.tiers.map((tier) => (
              <Table.Tr key={tier.key}>
                <Table.Th scope="row">
                  {tier.key}
                  {tier.merged.length > 0 && (
                    <Text size="xs" c="dimmed" fw={400}>
                      {t('administration.mergedIn', { tiers: tier.merged.join(', ') })}
                    </Text>
                  )}
                </Table.Th>
                <Words tier={tier} name="name" longest={60} onSet={set} />
                <Words tier={tier} name="meaning" longest={400} onSet={set} />
                <Rate map={map} tier={tier} onSet={set} />
                <Table.Td>
                  <Merge draft={draft} tier={tier} map={map} onChange={onChange} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Below draft={draft} onChange={onChange} />
    </>
  )
}

interface CellProps {
  tier: DraftTier
  onSet: (key: string, change: Partial<DraftTier>) => void
}

function Words({
  tier,
  name,
  longest,
  onSet,
}: CellProps & { name: 'name' | 'meaning'; longest: number }) {
  const { t } = useTranslation()
  const words = t(`administration.${name === 'name' ? 'tierName' : 'meaning'}`)
  return (
    <Table.Td data-label={words}>
      <Textarea
        autosize
        minRows={1}
        aria-label={`${tier.key}: ${words}`}
        value={tier[name]}
        onChange={(event) => onSet(tier.key, { [name]: event.currentTarget.value })}
        maxLength={longest}
      />
    </Table.Td>
  )
}

function Rate({ map, tier, onSet }: CellProps & { map: TierMap }) {
  const { t } = useTranslation()
  const published = map.tiers.find((one) => one.key === tier.key)?.published
  return (
    <Table.Td w={150} data-label={t('administration.hourCosts')}>
      <NumberInput
        aria-label={`${tier.key}: ${t('administration.hourCosts')}`}
        placeholder={t('administration.notEntered')}
        value={tier.hourly_rate ?? ''}
        onChange={(value) =>
          onSet(tier.key, { hourly_rate: value === '' ? null : Number(value) || null })
        }
        min={0.01}
        max={100_000}
        decimalScale={2}
        hideControls
      />
      {published && (
        <Text size="xs" c="dimmed">
          {t('administration.published', { dollars: published })}
        </Text>
      )}
    </Table.Td>
  )
}

function Merge({ map, draft, tier, onChange }: Props & { tier: DraftTier }) {
  const { t } = useTranslation()
  const others = draft.tiers.filter((one) => one.key !== tier.key)
  if (others.length === 0) return null
  const known = map.tiers.map((one) => one.key)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`${t('administration.merge')} ${tier.key}`}
        >
          {t('administration.merge')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('administration.mergeHint', { tier: tier.key })}</Menu.Label>
        {others.map((one) => (
          <Menu.Item
            key={one.key}
            onClick={() => onChange(withMerge(draft, tier.key, one.key, known))}
          >
            {t('administration.mergeInto', { tier: one.key, name: one.name })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Below({ draft, onChange }: Omit<Props, 'map'>) {
  const { t } = useTranslation()
  const [key, setKey] = useState('')
  const fits = /^[A-Za-z0-9_+-]{1,8}$/.test(key)
  return (
    <Group align="flex-end" className="line-above" pt="sm">
      <TextInput
        label={t('administration.newKey')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        maxLength={8}
        w={110}
      />
      <Button
        variant="default"
        disabled={!fits || draft.tiers.some((tier) => tier.key === key)}
        onClick={() => {
          onChange(withTier(draft, key))
          setKey('')
        }}
      >
        {t('administration.addTier')}
      </Button>
      <TextInput
        label={t('administration.currency')}
        placeholder="EUR"
        value={draft.currency ?? ''}
        onChange={(event) =>
          onChange({ ...draft, currency: event.currentTarget.value.toUpperCase() || null })
        }
        maxLength={3}
        w={110}
      />
      <Text size="xs" c="dimmed" flex={1} miw={220}>
        {t('administration.ratesHint')}
      </Text>
    </Group>
  )
}

/** Which fact about a piece of work makes it work of which tier. */
export function RuleTable({ map, draft, onChange }: Props) {
  const { t } = useTranslation()
  const order = new Map(draft.rules.map((rule, index) => [rule.fact, index]))
  const facts = Object.entries(map.facts).sort(
    ([a], [b]) => (order.get(a) ?? 99) - (order.get(b) ?? 99),
  )
  return (
    <WideTable minWidth={0}>
      <Table>
        <Table.Tbody>
          {facts.map(([fact, words]) => (
            <Table.Tr key={fact}>
              <Table.Th scope="row" fw={400}>
                {words}
              </Table.Th>
              <Table.Td w={140}>
                <Select
                  aria-label={words}
                  placeholder={t('administration.none')}
                  data={draft.tiers.map((tier) => ({ value: tier.key, label: tier.key }))}
                  value={draft.rules.find((rule) => rule.fact === fact)?.tier ?? null}
                  onChange={(tier) => onChange(withRule(draft, fact, tier))}
                  clearable
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  )
}
