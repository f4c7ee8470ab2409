import { Badge, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Risk } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { useRisks } from '../../state/taxonomy.ts'

/** Where is the only person who knows: skills that hang on one pair of hands. */
export function Risks() {
  const { t } = useTranslation()
  const risks = useRisks()
  return (
    <SkillsPlace name="risks">
      <Shown query={risks}>
        {(data) => (
          <Panel
            title={t('skills.risksTitle', {
              count: data.alone,
              of: data.skills,
              two: data.items.length - data.alone,
            })}
            hint={data.rule}
            flush
          >
            {data.items.length === 0 && (
              <EmptyState title={t('skills.noRisks')} hint={t('skills.noRisksHint')} />
            )}
            <ul className="plain-list">
              {data.items.map((one) => (
                <Row key={one.skill.id} risk={one} />
              ))}
            </ul>
          </Panel>
        )}
      </Shown>
    </SkillsPlace>
  )
}

function Row({ risk }: { risk: Risk }) {
  const { t } = useTranslation()
  const percent = Math.round(risk.share * 100)
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Link href={`/skills/${risk.skill.id}`} className="figure-link">
            <Text span fw={600}>
              {risk.skill.name}
            </Text>
          </Link>
          {risk.fewest === 1 && (
            <Badge variant="light" color="red" tt="none">
              {t('skills.alone')}
            </Badge>
          )}
          {risk.open_needs > 0 && (
            <Badge variant="light" color="honey" tt="none">
              {t('skills.openNeeds', { count: risk.open_needs })}
            </Badge>
          )}
        </Group>
        <Group gap={8}>
          <PersonChip person={risk.person} size="sm" />
          <Progress value={percent} w={90} size="sm" aria-label={t('skills.share', { percent })} />
          <Text size="sm">
            {risk.holders === 1 ? t('skills.onlyOne') : t('skills.share', { percent })}
          </Text>
        </Group>
      </Group>
      <Group gap="sm" mt={4}>
        <Text size="sm" c="dimmed">
          {t(risk.backups.length ? 'skills.backups' : 'skills.noBackups')}
        </Text>
        {risk.backups.map((one) => (
          <Group gap={4} key={one.person.id}>
            <PersonChip person={one.person} size="sm" />
            <Text size="xs" c="dimmed">
              {one.wants
                ? t('skills.wants')
                : t('skills.shownStrength', { percent: Math.round(one.proven * 100) })}
            </Text>
          </Group>
        ))}
        {risk.backups.length === 0 && (
          <Link href={`/skills/learners?skill=${risk.skill.id}`} className="figure-link">
            {t('skills.whoCouldLearn')}
          </Link>
        )}
      </Group>
    </li>
  )
}
