import { Button, Grid, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { PersonPage } from '../../contract/person.ts'
import type { ProfilePage } from '../../contract/profile.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Addressed, Shown } from '../../parts/feedback/Query.tsx'
import { HereDot, wallClock } from '../../parts/people/PersonChip.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { dateOf } from '../../parts/text/time.ts'
import { useMe } from '../../state/me.ts'
import { usePerson, useProfile } from '../../state/profiles.ts'
import { Fixes } from './Fixes.tsx'
import { MySkills } from './MySkills.tsx'
import { Standing } from './Standing.tsx'

/** What the record says about somebody, and how we know. */
export function Profile() {
  const id = Number(useParams<{ id: string }>().id)
  const person = usePerson(id)
  const profile = useProfile(id)
  return (
    <Addressed query={person}>
      {(page) => (
        <>
          <Head person={page} />
          <Grid>
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Shown query={profile}>{(data) => <Skills profile={data} />}</Shown>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack>
                <Shown query={profile}>{(data) => <Aside profile={data} />}</Shown>
                <Hours person={page} />
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Addressed>
  )
}

function Head({ person }: { person: PersonPage }) {
  const { t } = useTranslation()
  const me = useMe()
  const now = person.absences.find((absence) => Date.parse(absence.starts_at) <= Date.now())
  const facts = [
    t(`shared.role.${person.role}`),
    person.team?.name,
    person.local_time && `${wallClock(person.local_time)} ${person.time_zone ?? ''}`,
    t('people.askedToday', { asked: person.asked_today, budget: person.ask_budget }),
  ]
  return (
    <PageHead
      title={person.name}
      hint={
        <Group gap={8}>
          <span>
            {!person.left && (
              <span className="dot-holder">
                <HereDot here={person.here} />
              </span>
            )}
            {person.left ? t('people.hasLeft') : facts.filter(Boolean).join(' · ')}
          </span>
          {now && (
            <Text span inherit fw={600}>
              {t('people.awayUntil', { day: dateOf(now.ends_at) })}
              {now.substitute && `, ${t('people.standsIn', { name: now.substitute.name })}`}
            </Text>
          )}
        </Group>
      }
    >
      {person.team && (
        <Button component={Link} href={`/teams/${person.team.id}`} variant="default">
          {t('severity.yourTeam', { name: person.team.name })}
        </Button>
      )}
      <Button component={Link} href={`/skills/graph?around=person:${person.id}`} variant="default">
        {t('people.graph')}
      </Button>
      {me.id === person.id && (
        <Button component={Link} href="/me" variant="default">
          {t('people.yours')}
        </Button>
      )}
    </PageHead>
  )
}

function Skills({ profile }: { profile: ProfilePage }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('people.skills')} hint={t('people.skillsHint')} flush>
      {profile.skills.length === 0 && (
        <EmptyState title={t('people.noSkills')} hint={t('people.noSkillsHint')} />
      )}
      <ul className="plain-list">
        {profile.skills.map((standing) => (
          <Standing key={standing.skill} standing={standing} profile={profile} />
        ))}
      </ul>
    </Panel>
  )
}

function Aside({ profile }: { profile: ProfilePage }) {
  const { t } = useTranslation()
  return (
    <>
      <MySkills profile={profile} />
      {profile.fixes.length > 0 && <Fixes fixes={profile.fixes} />}
      <Panel title={t('people.contributions')} flush>
        {profile.contributions.length === 0 && (
          <Text size="sm" c="dimmed" px="md" pb="md">
            {t('people.noContributions')}
          </Text>
        )}
        <ul className="plain-list">
          {profile.contributions.slice(0, 12).map((one) => (
            <li className="row" key={`${one.swarm}-${one.kind}`}>
              <Link href={`/tickets/${one.ticket}`} className="row-link">
                <Text span c="dimmed" mr={6}>
                  #{one.ticket}
                </Text>
                {one.summary}
              </Link>
              <Text size="xs" c="dimmed">
                {t(`people.contribution.${one.kind as 'fix'}`)} · <Moment at={one.at} />
              </Text>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

function Hours({ person }: { person: PersonPage }) {
  const { t } = useTranslation()
  const hours = person.hours ?? {}
  const open = DAYS.filter((day) => hours[day]?.length)
  return (
    <Panel title={t('people.hours')} hint={person.time_zone}>
      {open.length === 0 && <Text size="sm">{t('people.roundTheClock')}</Text>}
      {open.map((day) => (
        <Group key={day} justify="space-between">
          <Text size="sm">{t(`account.day.${day}`)}</Text>
          <Text size="sm" c="dimmed">
            {hours[day]?.map(([from, to]) => `${from}–${to}`).join(', ')}
          </Text>
        </Group>
      ))}
    </Panel>
  )
}
