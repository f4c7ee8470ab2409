import { CloseButton, Group, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TierMap } from '../../contract/administration.ts'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { useTeams } from '../../state/administration.ts'
import { type Holder, holderKey, type MapDraft } from './map.ts'

interface Props {
  map: TierMap
  draft: MapDraft
  onChange: (draft: MapDraft) => void
}

/** Who usually holds which tier: teams, people, roles, and groups of other desks. */
export function Holders({ map, draft, onChange }: Props) {
  const { t } = useTranslation()
  const [added, setAdded] = useState<Record<number, string>>({})
  const nameOf = useNames(map, added)
  const add = (holder: Holder) => {
    const others = draft.holders.filter((one) => holderKey(one) !== holderKey(holder))
    onChange({ ...draft, holders: [...others, holder] })
  }
  return (
    <Stack gap="sm">
      {draft.tiers.map((tier) => (
        <Group key={tier.key} align="flex-start" gap="sm">
          <Text fw={600} w={36}>
            {tier.key}
          </Text>
          <Group gap={8} flex={1}>
            {draft.holders
              .filter((holder) => holder.tier === tier.key)
              .map((holder) => (
                <Group key={holderKey(holder)} gap={0}>
                  <Text size="sm">{nameOf(holder)}</Text>
                  <CloseButton
                    size="sm"
                    aria-label={t('administration.removeHolder', { name: nameOf(holder) })}
                    onClick={() =>
                      onChange({
                        ...draft,
                        holders: draft.holders.filter((one) => one !== holder),
                      })
                    }
                  />
                </Group>
              ))}
          </Group>
        </Group>
      ))}
      <AddHolder
        draft={draft}
        onAdd={add}
        onPerson={(id, name) => setAdded((before) => ({ ...before, [id]: name }))}
      />
    </Stack>
  )
}

function useNames(map: TierMap, added: Record<number, string>) {
  const { t } = useTranslation()
  const teams = useTeams().data?.items ?? []
  return (holder: Holder): string => {
    if (holder.person) {
      const known = map.holders.find((one) => one.person?.id === holder.person)
      return known?.person?.name ?? added[holder.person] ?? `#${holder.person}`
    }
    if (holder.team) {
      const team = teams.find((one) => one.id === holder.team)
      return t('administration.holderTeam', { team: team?.name ?? holder.team })
    }
    if (holder.group) return t('administration.holderGroup', { group: holder.group })
    return t('administration.holderRole', { role: t(`shared.role.${holder.role ?? 'agent'}`) })
  }
}

interface AddProps {
  draft: MapDraft
  onAdd: (holder: Holder) => void
  onPerson: (id: number, name: string) => void
}

function AddHolder({ draft, onAdd, onPerson }: AddProps) {
  const { t } = useTranslation()
  const teams = useTeams().data?.items ?? []
  const [tier, setTier] = useState<string | null>(draft.tiers[1]?.key ?? null)
  return (
    <Group align="flex-end" className="line-above" pt="sm">
      <Select
        label={t('reports.tier')}
        data={draft.tiers.map((one) => one.key)}
        value={tier}
        onChange={setTier}
        w={90}
        allowDeselect={false}
      />
      <Select
        label={t('administration.team')}
        data={teams.map((team) => ({ value: String(team.id), label: team.name }))}
        value={null}
        onChange={(team) => tier && team && onAdd({ tier, team: Number(team) })}
        w={200}
      />
      <PersonPicker
        label={t('skills.person')}
        value={null}
        onChange={(person) => {
          if (!tier || !person) return
          onPerson(person.id, person.name)
          onAdd({ tier, person: person.id })
        }}
      />
    </Group>
  )
}
