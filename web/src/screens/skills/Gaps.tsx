import { Badge, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { PersonRef } from '../../contract/person.ts'
import type { Gap } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useGaps } from '../../state/taxonomy.ts'

/** Which skills open tickets need that nobody here has shown. */
export function Gaps() {
  const { t } = useTranslation()
  const gaps = useGaps()
  return (
    <SkillsPlace name="gaps">
      <Shown query={gaps}>
        {(data) => (
          <Panel
            title={t('skills.gapsTitle', { count: data.items.length, of: data.needed })}
            hint={t('skills.gapsHint')}
            flush
          >
            {data.items.length === 0 && (
              <EmptyState title={t('skills.noGaps')} hint={t('skills.noGapsHint')} />
            )}
            <ul className="plain-list">
              {data.items.map((one) => (
                <Row key={one.skill.id} gap={one} />
              ))}
            </ul>
          </Panel>
        )}
      </Shown>
    </SkillsPlace>
  )
}

function Row({ gap }: { gap: Gap }) {
  const { t } = useTranslation()
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <Link href={`/skills/${gap.skill.id}`} className="figure-link">
          <Text span fw={600}>
            {gap.skill.name}
          </Text>
        </Link>
        <Badge variant="light" color="honey" tt="none">
          {t('skills.openNeeds', { count: gap.waiting })}
        </Badge>
      </Group>
      <Stack gap={2} my={4}>
        {gap.tickets.map((ticket) => (
          <Text size="sm" key={ticket.number}>
            <Link href={`/tickets/${ticket.number}`} className="figure-link">
              #{ticket.number} {ticket.summary}
            </Link>{' '}
            <Text span size="xs" c="dimmed">
              <Moment at={ticket.created_at} />
            </Text>
          </Text>
        ))}
      </Stack>
      <Group gap="md">
        <Named label={t('skills.gapClaimed')} people={gap.claimed} />
        <Named label={t('skills.gapWants')} people={gap.wants} />
        <Named label={t('skills.gapLeft')} people={gap.left} />
        <Link href={`/skills/learners?skill=${gap.skill.id}`} className="figure-link">
          {t('skills.whoCouldLearn')}
        </Link>
      </Group>
    </li>
  )
}

function Named({ label, people }: { label: string; people: PersonRef[] }) {
  if (people.length === 0) return null
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {people.map((person) => (
        <PersonChip key={person.id} person={person} size="sm" />
      ))}
    </Group>
  )
}
