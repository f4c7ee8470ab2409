import { Select, Table, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TierMap } from '../../contract/administration.ts'
import { type MapDraft, withRule } from './map.ts'

interface Props {
  draft: MapDraft
  onChange: (draft: MapDraft) => void
}

/** The tiers in the organization's own words. */
export function TierTable({ draft, onChange }: Props) {
  const { t } = useTranslation()
  const set = (key: string, name: 'name' | 'meaning', value: string) =>
    onChange({
      ...draft,
      tiers: draft.tiers.map((tier) => (tier.key === key ? { ...tier, [name]: value } : tier)),
    })
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('administration.key')}</Table.Th>
            <Table.Th>{t('administration.tierName')}</Table.Th>
            <Table.Th>{t('administration.meaning')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {draft.tiers.map((tier) => (
            <Table.Tr key={tier.key}>
              <Table.Th scope="row">{tier.key}</Table.Th>
              <Table.Td>
                <TextInput
                  aria-label={`${tier.key}: ${t('administration.tierName')}`}
                  value={tier.name}
                  onChange={(event) => set(tier.key, 'name', event.currentTarget.value)}
                  maxLength={60}
                />
              </Table.Td>
              <Table.Td>
                <TextInput
                  aria-label={`${tier.key}: ${t('administration.meaning')}`}
                  value={tier.meaning}
                  onChange={(event) => set(tier.key, 'meaning', event.currentTarget.value)}
                  maxLength={400}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Which fact about a piece of work makes it work of which tier. */
export function RuleTable({ map, draft, onChange }: Props & { map: TierMap }) {
  const { t } = useTranslation()
  const order = new Map(draft.rules.map((rule, index) => [rule.fact, index]))
  const facts = Object.entries(map.facts).sort(
    ([a], [b]) => (order.get(a) ?? 99) - (order.get(b) ?? 99),
  )
  return (
    <Table.ScrollContainer minWidth={420}>
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
    </Table.ScrollContainer>
  )
}
