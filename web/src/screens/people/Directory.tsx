import { Button, Group, Select, Switch, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { PersonRow } from '../../contract/person.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { useTeams } from '../../state/administration.ts'
import { usePeople } from '../../state/profiles.ts'

const ROLES = ['agent', 'manager', 'administrator', 'requester', 'guest'] as const

/** Everybody by name, with their local time and whether they are about. */
export function Directory() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const filter = Object.fromEntries(
    ['q', 'role', 'left'].flatMap((name) => {
      const value = params.get(name)
      return value ? [[name, value]] : []
    }),
  )
  const people = usePeople(filter.role ? filter : { ...filter, colleagues: true })
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  return (
    <>
      <PageHead title={t('people.title')} hint={t('people.hint')}>
        <Teams />
      </PageHead>
      <Filters filter={filter} onSet={set} />
      <PagedList
        list={people}
        row={(person) => <Row key={person.id} person={person} />}
        empty={<EmptyState title={t('people.empty')} hint={t('people.emptyHint')} />}
      />
    </>
  )
}

/** The pages of the teams, each with who is on call. */
function Teams() {
  const teams = useTeams()
  return (
    <Group gap={6}>
      {teams.data?.items.map((team) => (
        <Button
          key={team.id}
          component={Link}
          href={`/teams/${team.id}`}
          variant="default"
          size="compact-md"
        >
          {team.name}
        </Button>
      ))}
    </Group>
  )
}

interface FiltersProps {
  filter: Record<string, string>
  onSet: (name: string, value: string | null) => void
}

function Filters({ filter, onSet }: FiltersProps) {
  const { t } = useTranslation()
  return (
    <Group mb="md" align="flex-end">
      <TextInput
        type="search"
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={filter.q ?? ''}
        onChange={(event) => onSet('q', event.currentTarget.value)}
        maxLength={120}
        flex={1}
        maw={340}
      />
      <Select
        aria-label={t('people.role')}
        placeholder={t('people.role')}
        data={ROLES.map((role) => ({ value: role, label: t(`shared.role.${role}`) }))}
        value={filter.role ?? null}
        onChange={(value) => onSet('role', value)}
        clearable
        w={160}
      />
      <Switch
        label={t('people.left')}
        checked={filter.left === 'true'}
        onChange={(event) => onSet('left', event.currentTarget.checked ? 'true' : null)}
        mb={8}
      />
    </Group>
  )
}

function Row({ person }: { person: PersonRow }) {
  const { t } = useTranslation()
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <Link href={`/people/${person.id}`} className="row-link">
          <PersonChip person={person} here={person.left ? undefined : person.here} plain />
        </Link>
        <Text size="sm" c="dimmed">
          {person.left ? t('people.hasLeft') : whereabouts(person, t(`shared.role.${person.role}`))}
        </Text>
      </Group>
    </li>
  )
}

function whereabouts(person: PersonRow, role: string): string {
  const time = /T(\d\d:\d\d)/.exec(person.local_time ?? '')?.[1]
  return [role, person.team?.name, time].filter(Boolean).join(' · ')
}
