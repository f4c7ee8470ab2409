import { CloseButton, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TierMap } from '../../contract/administration.ts'
import { useTeams } from '../../state/administration.ts'
import { useSkillChoices } from '../../state/skills.ts'
import { AddHolder } from './AddHolder.tsx'
import { type Holder, holderKey, type MapDraft } from './map.ts'

interface Props {
  map: TierMap
  draft: MapDraft
  onChange: (draft: MapDraft) => void
}

/** Who usually holds which tier: teams, people, roles, skills, and groups of other desks. */
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
  const skills = useSkillChoices()
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
    if (holder.pattern) return t('administration.holderPattern', { pattern: holder.pattern })
    if (holder.skill) {
      const skill = skills.find((one) => one.value === String(holder.skill))
      const level = t(`administration.levels.${holder.level ?? 'some'}`)
      return t('administration.holderSkill', { level, skill: skill?.label ?? holder.skill })
    }
    return t('administration.holderRole', { role: t(`shared.role.${holder.role ?? 'agent'}`) })
  }
}
