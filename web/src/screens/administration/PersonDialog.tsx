import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow, Role } from '../../contract/person.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { type PersonWords, useSavePerson, useTeams } from '../../state/administration.ts'

const ROLES: Role[] = ['agent', 'manager', 'administrator', 'requester', 'guest']

/** Add a person, or change role, team and zone of one. */
export function PersonDialog({ person, onClose }: { person?: PersonRow; onClose: () => void }) {
  const { t } = useTranslation()
  const save = useSavePerson(person?.id ?? null)
  const [words, setWords] = useState<PersonWords>({
    name: person?.name ?? '',
    email: '',
    role: person?.role ?? 'agent',
    team: person?.team?.id ?? null,
    time_zone: null,
  })
  const submit = () => {
    const { name, email, role, team } = words
    const common = { name, role, team }
    save.mutate(person ? common : { ...common, email }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={person ? person.name : t('administration.addPerson')}
      go={t('administration.savePerson')}
      busy={save.isPending}
      error={save.error}
      onGo={submit}
      onClose={onClose}
      incomplete={!words.name.trim() || (!person && !words.email.includes('@'))}
    >
      <Fields words={words} adding={!person} onChange={setWords} />
    </Dialog>
  )
}

interface FieldsProps {
  words: PersonWords
  adding: boolean
  onChange: (words: PersonWords) => void
}

function Fields({ words, adding, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const teams = useTeams()
  return (
    <>
      <TextInput
        label={t('administration.name')}
        value={words.name}
        onChange={(event) => onChange({ ...words, name: event.currentTarget.value })}
        maxLength={120}
        required
        data-autofocus
      />
      {adding && (
        <TextInput
          type="email"
          label={t('administration.email')}
          value={words.email}
          onChange={(event) => onChange({ ...words, email: event.currentTarget.value })}
          maxLength={254}
          required
        />
      )}
      <Select
        label={t('administration.role')}
        data={ROLES.map((role) => ({ value: role, label: t(`shared.role.${role}`) }))}
        value={words.role}
        onChange={(role) => role && onChange({ ...words, role: role as Role })}
        allowDeselect={false}
      />
      <Select
        label={t('administration.team')}
        placeholder={t('administration.noTeam')}
        data={(teams.data?.items ?? []).map((team) => ({
          value: String(team.id),
          label: team.name,
        }))}
        value={words.team === null ? null : String(words.team)}
        onChange={(team) => onChange({ ...words, team: team ? Number(team) : null })}
        clearable
      />
    </>
  )
}
