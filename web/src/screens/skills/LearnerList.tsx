import { Badge, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Learner, Learners } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'

/** Who could learn a skill, and what each of them builds on. */
export function LearnerList({ learners, most }: { learners: Learners; most?: number }) {
  const { t } = useTranslation()
  if (learners.items.length === 0) {
    return <EmptyState title={t('skills.noNearby')} hint={t('skills.noNearbyHint')} />
  }
  return (
    <ul className="plain-list">
      {learners.items.slice(0, most).map((one) => (
        <Row key={one.person.id} learner={one} />
      ))}
    </ul>
  )
}

function Row({ learner }: { learner: Learner }) {
  const { t } = useTranslation()
  const percent = Math.round(learner.nearness * 100)
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <PersonChip person={learner.person} />
          {learner.wants && (
            <Badge variant="light" tt="none">
              {t('skills.wants')}
            </Badge>
          )}
        </Group>
        <Group gap={8} wrap="nowrap">
          <Progress
            value={percent}
            w={90}
            size="sm"
            aria-label={t('skills.nearness', { percent })}
          />
          <Text size="xs" c="dimmed" w={32} ta="right">
            {percent}%
          </Text>
        </Group>
      </Group>
      {learner.steps.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('skills.noSteps')}
        </Text>
      )}
      {learner.steps.map((step) => (
        <Text key={step.skill.id} size="sm" c="dimmed">
          <Link href={`/skills/${step.skill.id}`} className="figure-link">
            {step.skill.name}
          </Link>
          {`: ${t('skills.shownStrength', { percent: Math.round(step.proven * 100) })} · `}
          {t(`skills.tieTo.${step.tie}`, { count: step.tickets })}
        </Text>
      ))}
    </li>
  )
}
