import {
  Autocomplete,
  Button,
  Group,
  MultiSelect,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TeamCard } from '../../contract/administration.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { OFFICE_HOURS, WeekHours } from '../../parts/people/WeekHours.tsx'
import { type TeamWords, useSaveTeam, useTeams } from '../../state/administration.ts'
import { Place } from './Place.tsx'

/** Teams and the hours in which targets are counted. */
export function Teams() {
  const { t } = useTranslation()
  const teams = useTeams()
  const [edited, setEdited] = useState<TeamCard | 'new' | null>(null)
  return (
    <Place
      name="teams"
      action={
        teams.data?.can.add && (
          <Button onClick={() => setEdited('new')}>{t('administration.addTeam')}</Button>
        )
      }
    >
      <Shown query={teams}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState
              title={t('administration.noTeams')}
              hint={t('administration.noTeamsHint')}
            />
          ) : (
            <ul className="plain-list panel">
              {data.items.map((team) => (
                <li className="row" key={team.id}>
                  <Group justify="space-between">
                    <div>
                      <Text fw={600}>{team.name}</Text>
                      <Text size="sm" c="dimmed">
                        {t('administration.teamHint', { count: team.people, zone: team.time_zone })}
                        <Apart team={team} teams={data.items} />
                      </Text>
                    </div>
                    <Group gap={6}>
                      <Button
                        component={Link}
                        href={`/teams/${team.id}`}
                        variant="default"
                        size="compact-sm"
                        aria-label={`${t('administration.onCall')}: ${team.name}`}
                      >
                        {t('administration.onCall')}
                      </Button>
                      {data.can.edit && (
                        <Button
                          variant="default"
                          size="compact-sm"
                          aria-label={`${t('administration.editPerson')}: ${team.name}`}
                          onClick={() => setEdited(team)}
                        >
                          {t('administration.editPerson')}
                        </Button>
                      )}
                    </Group>
                  </Group>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {edited && (
        <TeamDialog
          team={edited === 'new' ? null : edited}
          teams={teams.data?.items ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </Place>
  )
}

/** What keeps a team apart from others, after its other facts. */
function Apart({ team, teams }: { team: TeamCard; teams: TeamCard[] }) {
  const { t } = useTranslation()
  const others = teams.filter((one) => team.conflicts.includes(one.id)).map((one) => one.name)
  return (
    <>
      {team.private && ` · ${t('administration.privateShort')}`}
      {others.length > 0 && ` · ${t('administration.apartFrom', { names: others.join(', ') })}`}
    </>
  )
}

interface DialogProps {
  team: TeamCard | null
  teams: TeamCard[]
  onClose: () => void
}

function TeamDialog({ team, teams, onClose }: DialogProps) {
  const { t } = useTranslation()
  const save = useSaveTeam(team?.id ?? null)
  const [words, setWords] = useState<TeamWords>({
    name: team?.name ?? '',
    time_zone: team?.time_zone ?? 'UTC',
    hours: team?.hours ?? OFFICE_HOURS,
    private: team?.private ?? false,
    conflicts: team?.conflicts ?? [],
  })
  return (
    <Dialog
      title={team ? team.name : t('administration.addTeam')}
      go={t('administration.saveTeam')}
      busy={save.isPending}
      error={save.error}
      onGo={() => save.mutate(words, { onSuccess: onClose })}
      onClose={onClose}
      incomplete={!words.name.trim()}
    >
      <TextInput
        label={t('administration.name')}
        value={words.name}
        onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
        maxLength={80}
        required
        data-autofocus
      />
      <Autocomplete
        label={t('administration.timeZone')}
        data={Intl.supportedValuesOf('timeZone')}
        limit={20}
        value={words.time_zone}
        onChange={(zone) => setWords({ ...words, time_zone: zone })}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500}>
          {t('administration.hours')}
        </Text>
        <WeekHours hours={words.hours} onChange={(hours) => setWords({ ...words, hours })} />
      </Stack>
      <Switch
        label={t('administration.private')}
        description={t('administration.privateHint')}
        checked={words.private}
        onChange={(event) => setWords({ ...words, private: event.currentTarget.checked })}
      />
      <MultiSelect
        label={t('administration.conflicts')}
        description={t('administration.conflictsHint')}
        data={teams
          .filter((one) => one.id !== team?.id)
          .map((one) => ({ value: String(one.id), label: one.name }))}
        value={words.conflicts.map(String)}
        onChange={(ids) => setWords({ ...words, conflicts: ids.map(Number) })}
        searchable
        clearable
      />
    </Dialog>
  )
}
