import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { seesDesk } from '../../../parts/frame/Nav.tsx'
import { useTeams } from '../../../state/administration.ts'
import { useMe } from '../../../state/me.ts'
import { usePeopleLike } from '../../../state/people.ts'
import { usePlace } from '../message/place.ts'

/** Something that the words being written could go on with. */
export interface Option {
  key: string
  label: string
  hint?: string
  /** What is written in the place of what was typed. */
  insert: string
}

export interface Begun {
  /** What has been typed of it, without its sign. */
  typed: string
  /** Where it begins, its sign included. */
  start: number
}

const LONGEST_NAME = 40
const SHOWN = 8

/** The name that is being typed behind an `@` before the caret, or null. Pure. */
export function nameBegun(words: string, caret: number): Begun | null {
  const before = words.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || !/^$|[\s(,;:]/.test(before.slice(Math.max(0, at - 1), at))) return null
  const typed = before.slice(at + 1)
  if (typed.length > LONGEST_NAME || /[\n@`]/.test(typed)) return null
  return { typed, start: at }
}

/** The words with what was begun replaced, and where the caret goes. Pure. */
export function completed(words: string, begun: Begun, caret: number, insert: string) {
  const head = words.slice(0, begun.start) + insert
  return { words: head + words.slice(caret).replace(/^ /, ''), caret: head.length }
}

/** Whether a name, or one of its words, begins with what was typed. Pure. */
export function fits(name: string, typed: string): boolean {
  const wanted = typed.toLowerCase()
  const low = name.toLowerCase()
  return low.startsWith(wanted) || low.includes(` ${wanted}`)
}

/** Colleagues who are not in the room and whose name fits what was typed. */
function useOutsiders(begun: Begun | null): Option[] {
  const { t } = useTranslation()
  const { page } = usePlace()
  const desk = seesDesk(useMe())
  const typed = begun?.typed.trim() ?? ''
  const [asked] = useDebouncedValue(typed, 150)
  const found = usePeopleLike(asked, false, desk && asked.length > 1)
  if (typed.length < 2) return []
  const inside = new Set(page.members.map((member) => member.person.id))
  return (found.data?.items ?? [])
    .filter((person) => !inside.has(person.id) && !person.left && fits(person.name, typed))
    .map((person) => ({
      key: `p${person.id}`,
      label: person.name,
      hint: t('talk.notInRoom'),
      insert: person.name,
    }))
    .slice(0, SHOWN)
}

/** Whom a message could name: members first, then everyone, teams, and who is not here. */
function useNames(begun: Begun | null): Option[] {
  const { t } = useTranslation()
  const { page } = usePlace()
  const me = useMe()
  const desk = seesDesk(me)
  const typed = begun?.typed ?? ''
  const teams = useTeams(desk && begun !== null)
  const outside = useOutsiders(begun)
  if (!begun) return []
  const members = page.members.filter((member) => member.person.id !== me.id)
  const all = [
    ...members.map(({ person }) => option(`p${person.id}`, person.name, t('talk.inRoom'))),
    option('everyone', t('talk.everyone'), undefined, 'everyone here'),
    ...(teams.data?.items ?? []).map((team) => option(`t${team.id}`, team.name, t('talk.team'))),
    ...outside.map((one) => ({ ...one, insert: `@${one.insert} ` })),
  ]
  return all.filter((one) => fits(one.label, typed)).slice(0, SHOWN)
}

function option(key: string, label: string, hint?: string, name = label): Option {
  return { key, label, insert: `@${name} `, ...(hint && { hint }) }
}

interface Parts {
  words: string
  caret: number
  /** Further ways to go on, such as commands. */
  also: { begun: Begun; options: Option[] } | null
  /** The name of somebody to invite that is being typed. */
  invited: Begun | null
  onTake: (words: string, caret: number) => void
}

/**
 * What could be written next: arrow keys choose, Enter or Tab takes it, Escape leaves it. `props`
 * go on the field, so that screen readers follow.
 */
export function useCompleting({ words, caret, also, invited, onTake }: Parts) {
  const id = useId()
  const [at, setAt] = useState(0)
  const [left, setLeft] = useState<string | null>(null)
  const name = invited ? null : nameBegun(words, caret)
  const names = useNames(also ? null : name)
  const outside = useOutsiders(invited)
  const begun = also?.begun ?? invited ?? name
  const options = also?.options ?? (invited ? outside : names)
  const key = begun ? `${begun.start} ${begun.typed}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed begins the choice anew
  useEffect(() => setAt(0), [key])
  const exact = options.length === 1 && options[0]?.insert.trimEnd() === words.slice(begun?.start)
  const opened = begun !== null && options.length > 0 && left !== key && !exact
  const take = (option: Option | undefined) => {
    if (!begun || !option) return
    const next = completed(words, begun, caret, option.insert)
    onTake(next.words, next.caret)
  }
  /** Whether the key was meant for the choice. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!opened) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + options.length) % options.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(options[at])
    else if (event.key === 'Escape') setLeft(key)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const props = {
    'aria-autocomplete': 'list' as const,
    ...(opened && { 'aria-controls': id, 'aria-activedescendant': `${id}-${at}` }),
  }
  return { id, opened, options, at, take, onKey, props }
}

export type Completing = ReturnType<typeof useCompleting>
