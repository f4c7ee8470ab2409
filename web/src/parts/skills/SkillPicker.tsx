import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useSkills } from '../../state/skills.ts'

interface Props {
  label: string
  value: string | null
  onChange: (value: string | null) => void
  placeholder?: string
  /** A skill that cannot be chosen. */
  except?: number
  /** The chosen one by name, where it may not be among the first hundred. */
  named?: { id: number; name: string } | null
}

/** Choose a skill by a part of its name or of another name. */
export function SkillPicker({ label, value, onChange, placeholder, except, named }: Props) {
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed, 200)
  const [last, setLast] = useState(named ?? null)
  // What stands in the field is the chosen one's name, not a search.
  const skills = useSkills({ q: words === last?.name ? '' : words })
  const found = (skills.data?.items ?? []).filter((skill) => skill.id !== except)
  const chosen = last && String(last.id) === value ? [last] : []
  const all = [...found, ...chosen.filter((one) => !found.some((skill) => skill.id === one.id))]
  return (
    <Select
      label={label}
      placeholder={placeholder}
      data={all.map((skill) => ({ value: String(skill.id), label: skill.name }))}
      // The server has searched other names too, which the label does not show.
      filter={({ options }) => options}
      value={value}
      onChange={(next) => {
        setLast(all.find((skill) => String(skill.id) === next) ?? null)
        onChange(next)
      }}
      onSearchChange={setTyped}
      searchable
    />
  )
}
