import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Contest } from '../../contract/profile.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useContests, useSettleContest } from '../../state/profiles.ts'

/** What people say is not so, until a manager settles it. */
export function Contests() {
  const { t } = useTranslation()
  const contests = useContests()
  return (
    <SkillsPlace name="contests">
      <Shown query={contests}>
        {(data) => (
          <Panel title={t('skills.contestsTitle', { count: data.count })} flush>
            {data.items.length === 0 && (
              <EmptyState title={t('skills.noContests')} hint={t('skills.noContestsHint')} />
            )}
            <ul className="plain-list">
              {data.items.map((one) => (
                <Row key={one.id} contest={one} />
              ))}
            </ul>
          </Panel>
        )}
      </Shown>
    </SkillsPlace>
  )
}

function Row({ contest }: { contest: Contest }) {
  const { t } = useTranslation()
  const settle = useSettleContest()
  const say = (verdict: 'upheld' | 'dismissed') =>
    settle.mutate({ contest: contest.id, verdict }, { onError: sayError })
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <div>
          <Group gap="xs">
            <PersonChip person={contest.person} />
            <Link href={`/skills/${contest.skill}`} className="figure-link">
              {contest.skill_name}
            </Link>
            <Text size="xs" c="dimmed">
              <Moment at={contest.at} />
            </Text>
          </Group>
          {contest.why && <Text size="sm">“{contest.why}”</Text>}
          <Group gap={8}>
            <Text size="sm" c="dimmed">
              {t('people.evidence', { count: contest.pieces })}
            </Text>
            {contest.tickets.map((number) => (
              <Link key={number} href={`/tickets/${number}`} className="figure-link">
                #{number}
              </Link>
            ))}
          </Group>
        </div>
        {contest.own ? (
          <Text size="sm" c="dimmed">
            {t('skills.ownContest')}
          </Text>
        ) : (
          <Group gap="xs">
            <Button variant="default" loading={settle.isPending} onClick={() => say('upheld')}>
              {t('people.uphold')}
            </Button>
            <Button variant="default" loading={settle.isPending} onClick={() => say('dismissed')}>
              {t('people.dismiss')}
            </Button>
          </Group>
        )}
      </Group>
    </li>
  )
}
