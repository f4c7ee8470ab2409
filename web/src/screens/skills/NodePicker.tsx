import { type ComboboxItem, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeopleLike } from '../../state/people.ts'
import { usePlacesLike, useSkillChoices } from '../../state/skills.ts'

interface Props {
  label: string
  placeholder?: string
  onChoose: (key: string) => void
  value?: string | null
}

/** Choose a person, a skill, a component, a product or an article by a part of the name. */
export function NodePicker({ label, placeholder, onChoose, value }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed, 200)
  const [chosen, setChosen] = useState<ComboboxItem | null>(null)
  // The field holds the name of what was chosen: that is nothing to look for.
  const wanted = words === chosen?.label ? '' : words
  const people = usePeopleLike(wanted)
  const skills = useSkillChoices(wanted)
  const places = usePlacesLike(wanted)
  const persons = (people.data?.items ?? []).map((person) => ({
    value: `person:${person.id}`,
    label: person.name,
  }))
  const known = skills.map((skill) => ({ value: `skill:${skill.value}`, label: skill.label }))
  const found = wanted ? (places.data?.items ?? []) : []
  const named = (articles: boolean) =>
    found
      .filter((node) => (node.kind === 'article') === articles)
      .map((node) => ({ value: node.key, label: node.label }))
  const groups = {
    person: { group: t('people.title'), items: persons },
    skill: { group: t('skills.title'), items: known },
    place: { group: t('skills.places'), items: named(false) },
    article: { group: t('articles.title'), items: named(true) },
  }
  if (chosen && chosen.value === value) {
    const kind = value.slice(0, value.indexOf(':'))
    const own = groups[kind as keyof typeof groups] ?? groups.place
    if (!own.items.some((one) => one.value === value)) own.items.unshift(chosen)
  }
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      data={Object.values(groups)}
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
