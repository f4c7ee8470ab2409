import { Badge, Button, Group, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Branch } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { useTaxonomy } from '../../state/taxonomy.ts'
import { HalfLife } from './HalfLife.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { Proposals } from './Proposals.tsx'
import { SkillDialog } from './SkillDialog.tsx'

/** The list of skills as a whole: what contains what, and what the work proposes. */
export function Taxonomy() {
  const { t } = useTranslation()
  const [retired, setRetired] = useState(false)
  const [adding, setAdding] = useState(false)
  const [merging, setMerging] = useState<Branch | null>(null)
  const tree = useTaxonomy(retired)
  return (
    <SkillsPlace
      name="taxonomy"
      action={<Button onClick={() => setAdding(true)}>{t('skills.new')}</Button>}
    >
      <Stack>
        <Proposals />
        {tree.data && <HalfLife decay={tree.data.decay} />}
        <Shown query={tree}>
          {(data) => (
            <Panel
              title={t('skills.tree', { count: data.count })}
              hint={t('skills.treeHint')}
              aside={
                <Switch
                  label={t('skills.withRetired')}
                  checked={retired}
                  onChange={(event) => setRetired(event.currentTarget.checked)}
                />
              }
              flush
            >
              {data.items.length === 0 && (
                <EmptyState title={t('skills.noTree')} hint={t('skills.noTreeHint')} />
              )}
              <ul className="plain-list">
                {data.items.map((one) => (
                  <Row key={one.id} branch={one} onMerge={() => setMerging(one)} />
                ))}
              </ul>
              {data.cut && (
                <Text size="xs" c="dimmed" p="md">
                  {t('skills.treeCut', { count: data.items.length })}
                </Text>
              )}
            </Panel>
          )}
        </Shown>
      </Stack>
      {adding && <SkillDialog onClose={() => setAdding(false)} />}
      {merging && <MergeDialog skill={merging} onClose={() => setMerging(null)} />}
    </SkillsPlace>
  )
}

function Row({ branch, onMerge }: { branch: Branch; onMerge: () => void }) {
  const { t } = useTranslation()
  const others = branch.aliases.filter((alias) => alias !== branch.name.toLowerCase())
  return (
    <li className="row">
      <Group justify="space-between" gap="xs" pl={Math.min(branch.depth, 6) * 18}>
        <div>
          <Link href={`/skills/${branch.id}`} className="figure-link">
            {branch.name}
          </Link>
          {others.length > 0 && (
            <Text span size="sm" c="dimmed">
              {` ${others.join(', ')}`}
            </Text>
          )}
        </div>
        <Group gap={8}>
          {branch.merged_into && (
            <Badge variant="light" color="gray" tt="none">
              {t('skills.mergedInto', { name: branch.merged_into.name })}
            </Badge>
          )}
          {branch.retired && !branch.merged_into && (
            <Badge variant="light" color="gray" tt="none">
              {t('skills.retired')}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {branch.people ? t('skills.people', { count: branch.people }) : t('skills.nobody')}
          </Text>
          {!branch.merged_into && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('skills.mergeOne', { name: branch.name })}
              onClick={onMerge}
            >
              {t('skills.merge')}
            </Button>
          )}
        </Group>
      </Group>
    </li>
  )
}
