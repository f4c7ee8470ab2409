import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { Learners } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { SkillPicker } from '../../parts/skills/SkillPicker.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { useLearners } from '../../state/taxonomy.ts'
import { LearnerList } from './LearnerList.tsx'

/** Who could learn a skill fastest: one step away from it in the graph, and wanting to. */
export function WhoCouldLearn() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const skill = params.get('skill')
  const learners = useLearners(skill ? Number(skill) : null)
  return (
    <SkillsPlace name="learn">
      <Box maw={360} mb="md">
        <SkillPicker
          label={t('skills.whichSkill')}
          placeholder={t('skills.search')}
          value={skill}
          named={learners.data?.skill}
          key={learners.data?.skill.id}
          onChange={(value) => setParams(value ? { skill: value } : {})}
        />
      </Box>
      {!skill && (
        <div className="panel">
          <EmptyState title={t('skills.chooseSkill')} hint={t('skills.chooseSkillHint')} />
        </div>
      )}
      {skill && <Shown query={learners}>{(data) => <Found learners={data} />}</Shown>}
    </SkillsPlace>
  )
}

function Found({ learners }: { learners: Learners }) {
  const { t } = useTranslation()
  return (
    <>
      <Panel
        title={t('skills.couldLearn', { name: learners.skill.name })}
        hint={t('skills.couldLearnHint')}
        flush
      >
        <LearnerList learners={learners} />
      </Panel>
      <div className="space-above">
        <Panel title={t('skills.beside')} flush>
          {learners.neighbours.length === 0 && (
            <EmptyState title={t('skills.noBeside')} hint={t('skills.noBesideHint')} />
          )}
          <ul className="plain-list">
            {learners.neighbours.map((one) => (
              <li className="row" key={one.skill.id}>
                <Link href={`/skills/${one.skill.id}`} className="row-link">
                  {one.skill.name}
                </Link>{' '}
                <Text span size="sm" c="dimmed">
                  {t(`skills.tieTo.${one.tie}`, { count: one.tickets })}
                </Text>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  )
}
