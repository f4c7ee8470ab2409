import { Button, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../contract/person.ts'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { type SkillLevel, useTeams } from '../../state/administration.ts'
import { useSkillChoices } from '../../state/skills.ts'
import type { Holder, MapDraft } from './map.ts'

const KINDS = ['team', 'person', 'role', 'skill', 'group', 'pattern'] as const
const ROLES: Role[] = ['agent', 'manager', 'administrator', 'guest']
const LEVELS: SkillLevel[] = ['some', 'solid', 'deep']

type Kind = (typeof KINDS)[number]

interface Props {
  draft: MapDraft
  onAdd: (holder: Holder) => void
  onPerson: (id: number, name: string) => void
}

/** Who else holds a tier: first which kind of holder, then who. */
export function AddHolder({ draft, onAdd, onPerson }: Props) {
  const { t } = useTranslation()
  const [chosen, setTier] = useState<string | null>(draft.tiers[1]?.key ?? null)
  const [kind, setKind] = useState<Kind>('team')
  // The chosen tier may have been merged into another one meanwhile.
  const tier = draft.tiers.some((one) => one.key === chosen) ? chosen : draft.tiers[0]?.key
  if (!tier) return null
  const add = (who: Omit<Holder, 'tier'>) => onAdd({ tier, ...who })
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
        label={t('administration.heldBy')}
        data={KINDS.map((one) => ({ value: one, label: t(`administration.kind.${one}`) }))}
        value={kind}
        onChange={(value) => setKind((value ?? 'team') as Kind)}
        w={170}
        allowDeselect={false}
      />
      <Who kind={kind} onAdd={add} onPerson={onPerson} />
    </Group>
  )
}

interface WhoProps {
  kind: Kind
  onAdd: (who: Omit<Holder, 'tier'>) => void
  onPerson: (id: number, name: string) => void
}

function Who({ kind, onAdd, onPerson }: WhoProps) {
  const { t } = useTranslation()
  const teams = useTeams().data?.items ?? []
  if (kind === 'person')
    return (
      <PersonPicker
        label={t('skills.person')}
        value={null}
        onChange={(person) => {
          if (!person) return
          onPerson(person.id, person.name)
          onAdd({ person: person.id })
        }}
      />
    )
  if (kind === 'skill') return <BySkill onAdd={onAdd} />
  if (kind === 'group' || kind === 'pattern') return <ByName key={kind} kind={kind} onAdd={onAdd} />
  const choices =
    kind === 'team'
      ? teams.map((team) => ({ value: String(team.id), label: team.name }))
      : ROLES.map((role) => ({ value: role, label: t(`shared.role.${role}`) }))
  return (
    <Select
      key={kind}
      label={t(`administration.kind.${kind}`)}
      data={choices}
      value={null}
      onChange={(value) => {
        if (value) onAdd(kind === 'team' ? { team: Number(value) } : { role: value as Role })
      }}
      w={220}
    />
  )
}

function ByName({ kind, onAdd }: { kind: 'group' | 'pattern'; onAdd: WhoProps['onAdd'] }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  return (
    <>
      <TextInput
        label={t(`administration.kind.${kind}`)}
        placeholder={kind === 'pattern' ? '*network*' : ''}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={120}
        w={220}
      />
      <Button
        variant="default"
        disabled={!name.trim()}
        onClick={() => {
          onAdd({ [kind]: name.trim() })
          setName('')
        }}
      >
        {t('administration.add')}
      </Button>
    </>
  )
}

function BySkill({ onAdd }: { onAdd: WhoProps['onAdd'] }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed, 200)
  const skills = useSkillChoices(words)
  const [level, setLevel] = useState<SkillLevel>('solid')
  return (
    <>
      <Select
        label={t('administration.fromLevel')}
        data={LEVELS.map((one) => ({ value: one, label: t(`administration.levels.${one}`) }))}
        value={level}
        onChange={(value) => setLevel((value ?? 'solid') as SkillLevel)}
        w={150}
        allowDeselect={false}
      />
      <Select
        label={t('administration.kind.skill')}
        data={skills}
        searchable
        onSearchChange={setTyped}
        value={null}
        onChange={(skill) => skill && onAdd({ skill: Number(skill), level })}
        w={220}
      />
    </>
  )
}
