import { Badge, Button, Group, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { SkillRow } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { useSkills } from '../../state/skills.ts'
import { SkillDialog } from './SkillDialog.tsx'

/** Everything that can be known, with how many know it and how many tickets wait for it. */
export function SkillList() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const q = params.get('q') ?? ''
  const skills = useSkills({ q })
  return (
    <SkillsPlace
      name="who"
      action={
        skills.data?.can.edit && <Button onClick={() => setAdding(true)}>{t('skills.new')}</Button>
      }
    >
      <TextInput
        type="search"
        aria-label={t('skills.search')}
        placeholder={t('skills.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={q}
        onChange={(event) =>
          setParams(event.currentTarget.value ? { q: event.currentTarget.value } : {}, {
            replace: true,
          })
        }
        maxLength={80}
        maw={360}
        mb="md"
      />
      <Shown query={skills}>
        {(data) =>
          data.items.length === 0 ? (
            <div className="panel">
              <EmptyState
                title={t(q ? 'skills.empty' : 'skills.none')}
                hint={t(q ? 'skills.emptyHint' : 'skills.noneHint')}
              />
            </div>
          ) : (
            <ul className="plain-list panel">
              {data.items.map((skill) => (
                <Row key={skill.id} skill={skill} />
              ))}
            </ul>
          )
        }
      </Shown>
      {adding && <SkillDialog onClose={() => setAdding(false)} />}
    </SkillsPlace>
  )
}

function Row({ skill }: { skill: SkillRow }) {
  const { t } = useTranslation()
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <div>
          <Link href={`/skills/${skill.id}`} className="row-link">
            {skill.name}
          </Link>
          <Text size="sm" c="dimmed">
            {skill.description}
          </Text>
        </div>
        <Group gap={8}>
          {skill.open_needs > 0 && (
            <Badge variant="light" color="honey" tt="none">
              {t('skills.openNeeds', { count: skill.open_needs })}
            </Badge>
          )}
          <Text size="sm" c={skill.people ? 'dimmed' : undefined} fw={skill.people ? 400 : 600}>
            {skill.people ? t('skills.people', { count: skill.people }) : t('skills.nobody')}
          </Text>
        </Group>
      </Group>
    </li>
  )
}
