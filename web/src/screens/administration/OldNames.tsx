import { Button, Group, Switch, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AliasRow } from '../../contract/administration.ts'
import type { PersonRef } from '../../contract/person.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { useAliases, useMatchAlias } from '../../state/administration.ts'
import { Place } from './Place.tsx'

/** Old names and the accounts they stand for. */
export function OldNames() {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const [waiting, setWaiting] = useState(true)
  const aliases = useAliases({ q, unmatched: waiting })
  const count = aliases.data?.pages[0]?.unmatched ?? 0
  return (
    <Place name="names" hint={t('administration.namesHint')}>
      <Group mb="md">
        <TextInput
          type="search"
          aria-label={t('administration.searchNames')}
          placeholder={t('administration.searchNames')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          maxLength={120}
        />
        <Switch
          label={t('administration.onlyUnmatched')}
          checked={waiting}
          onChange={(event) => setWaiting(event.currentTarget.checked)}
        />
        {aliases.data && <Text size="sm">{t('administration.unmatched', { count })}</Text>}
      </Group>
      <PagedList
        list={aliases}
        row={(alias) => <Row key={alias.id} alias={alias} />}
        empty={
          <EmptyState title={t('administration.noNames')} hint={t('administration.noNamesHint')} />
        }
        waiting={6}
      />
    </Place>
  )
}

function Row({ alias }: { alias: AliasRow }) {
  const { t } = useTranslation()
  const match = useMatchAlias()
  const [chosen, setChosen] = useState<PersonRef | null>(null)
  const go = (person: PersonRef) =>
    match.mutate({ alias: alias.id, person: person.id }, { onError: sayError })
  return (
    <li className="row">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600}>{alias.name}</Text>
          <Text size="xs" c="dimmed">
            {alias.source}
            {alias.matched && ` · ${t('administration.matched', { name: alias.person.name })}`}
          </Text>
        </div>
        {!alias.matched && (
          <Group gap="xs" align="flex-end">
            {alias.guess && (
              <Button variant="default" onClick={() => alias.guess && go(alias.guess)}>
                {t('administration.matchGuess', { name: alias.guess.name })}
              </Button>
            )}
            <PersonPicker label={t('administration.account')} value={chosen} onChange={setChosen} />
            <Button
              variant="default"
              disabled={!chosen}
              loading={match.isPending}
              onClick={() => chosen && go(chosen)}
            >
              {t('administration.match')}
            </Button>
          </Group>
        )}
      </Group>
    </li>
  )
}
