import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { PersonRef } from '../../contract/person.ts'
import { usePeopleLike } from '../../state/people.ts'

interface Props {
  label: string
  value: PersonRef | null
  onChange: (person: PersonRef | null) => void
  /** Persons who may not be chosen. */
  without?: number[]
  description?: string
  error?: string
  required?: boolean
  /** Requesters and guests too, not only colleagues. */
  everybody?: boolean
}

/** Choose a colleague by typing a part of the name. */
export function PersonPicker({ value, onChange, without = [], everybody, ...field }: Props) {
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed, 200)
  const found = usePeopleLike(words === value?.name ? '' : words, everybody)
  const people = (found.data?.items ?? []).filter(
    (person) => !person.left && !without.includes(person.id),
  )
  const known = value && !people.some((person) => person.id === value.id) ? [value] : []
  const options = [...known, ...people]
  return (
    <Select
      {...field}
      searchable
      clearable
      data={options.map((person) => ({ value: String(person.id), label: person.name }))}
      filter={({ options: all }) => all}
      value={value ? String(value.id) : null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => onChange(options.find((person) => String(person.id) === id) ?? null)}
    />
  )
}
