import { type ComboboxItem, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeopleLike } from '../../state/people.ts'
import { useSkillChoices } from '../../state/skills.ts'

interface Props {
  label: string
  placeholder?: string
  onChoose: (key: string) => void
  value?: string | null
  /** Without skills: only people can be chosen. */
  peopleOnly?: boolean
}

/** Choose a person or a skill by a part of the name. */
export function NodePicker({ label, placeholder, onChoose, value, peopleOnly = false }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed, 200)
  const [chosen, setChosen] = useState<ComboboxItem | null>(null)
  // The field holds the name of what was chosen: that is nothing to look for.
  const wanted = words === chosen?.label ? '' : words
  const people = usePeopleLike(wanted)
  const skills = useSkillChoices(wanted)
  const persons = (people.data?.items ?? []).map((person) => ({
    value: `person:${person.id}`,
    label: person.name,
  }))
  const known = skills.map((skill) => ({ value: `skill:${skill.value}`, label: skill.label }))
  if (chosen && chosen.value === value) {
    const own = value.startsWith('person:') ? persons : known
    if (!own.some((one) => one.value === value)) own.unshift(chosen)
  }
  const data = peopleOnly
    ? persons
    : [
        { group: t('people.title'), items: persons },
        { group: t('skills.title'), items: known },
      ]
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      data={data}
      value={value ?? null}
      onSearchChange={setTyped}
      onChange={(key, option) => {
        if (!key) return
        setChosen(option)
        onChoose(key)
      }}
      w={240}
    />
  )
}
