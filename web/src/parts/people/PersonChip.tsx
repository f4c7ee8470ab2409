import { Avatar, Box, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Here, PersonRef } from '../../contract/person.ts'
import classes from './people.module.css'

interface Props {
  person: PersonRef
  /** A dot: seen on this page now, or where they are by their own clock. */
  here?: Here | 'online'
  /** “14:20” where they are. */
  localTime?: string | null
  size?: 'sm' | 'md'
  /** Without: a link to the person's page. */
  plain?: boolean
}

/** Somebody: initials, name, and whether they are about. */
export function PersonChip({ person, here, localTime, size = 'md', plain = false }: Props) {
  const avatar = size === 'sm' ? 20 : 28
  return (
    <Group gap={size === 'sm' ? 6 : 8} wrap="nowrap" component="span" display="inline-flex" miw={0}>
      <Box pos="relative" component="span" lh={0}>
        <Initials name={person.name} size={avatar} />
        {here && <HereDot here={here} />}
      </Box>
      <Box component="span" miw={0}>
        <Name person={person} plain={plain} size={size} />
        {localTime && (
          <Text span c="dimmed" size="xs" ml={6}>
            {wallClock(localTime)}
          </Text>
        )}
      </Box>
    </Group>
  )
}

function Name({ person, plain, size }: Required<Pick<Props, 'person' | 'plain' | 'size'>>) {
  const look = size === 'sm' ? classes.small : classes.name
  if (plain) return <span className={look}>{person.name}</span>
  return (
    <Link href={`/people/${person.id}`} className={`${look} ${classes.link}`}>
      {person.name}
    </Link>
  )
}

/** Initials on a colour that belongs to the name; decoration, as the name stands beside it. */
export function Initials({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <Avatar
      size={size}
      radius="xl"
      aria-hidden="true"
      className={`${classes.avatar} ${classes[`hue${hueOf(name)}`]}`}
      variant="transparent"
    >
      {/* Drawn, not written: they are no part of what a button around them is called. */}
      <span className={classes.initials} data-initials={initialsOf(name)} />
    </Avatar>
  )
}

/** “14:20” out of a moment that is written by somebody's own wall clock. */
export function wallClock(moment: string): string {
  return /T(\d\d:\d\d)/.exec(moment)?.[1] ?? moment
}

export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const first = parts[0]?.charAt(0) ?? ''
  const last = parts.length > 1 ? (parts.at(-1)?.charAt(0) ?? '') : ''
  return (first + last).toUpperCase()
}

/** The same name always has the same one of six colours. */
export function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % 6
}

export function HereDot({ here }: { here: Here | 'online' }) {
  const { t } = useTranslation()
  const label = here === 'online' ? t('shared.online') : t(`shared.here.${here}`)
  return (
    <span
      className={`${classes.dot} ${classes[here]}`}
      role="img"
      aria-label={label}
      title={label}
    />
  )
}
