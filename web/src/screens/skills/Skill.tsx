import { Alert, Badge, Button, Grid, Group, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { SkillPage } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Addressed, Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useSaveSkill, useSkill } from '../../state/skills.ts'
import { useLearners } from '../../state/taxonomy.ts'
import { LearnerList } from './LearnerList.tsx'
import { SkillDialog } from './SkillDialog.tsx'

/** One skill: who knows it and how we know, who wants to, and who waits for it. */
export function Skill() {
  const skill = useSkill(Number(useParams<{ id: string }>().id))
  return <Addressed query={skill}>{(data) => <Page skill={data} />}</Addressed>
}

function Page({ skill }: { skill: SkillPage }) {
  const { t } = useTranslation()
  return (
    <>
      <Head skill={skill} />
      {skill.merged_into && (
        <Alert variant="light" color="gray" mb="md">
          <Link href={`/skills/${skill.merged_into.id}`} className="figure-link">
            {t('skills.partOf', { name: skill.merged_into.name })}
          </Link>
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            <Knowers skill={skill} />
            {!skill.retired && <CouldLearn skill={skill.id} />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            <Risk skill={skill} />
            <Needed skill={skill} />
            <Place skill={skill} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}

function Head({ skill }: { skill: SkillPage }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const save = useSaveSkill(skill.id)
  return (
    <PageHead title={skill.name} hint={skill.description}>
      {skill.retired && (
        <Badge variant="light" color="gray" tt="none" size="lg">
          {t('skills.retired')}
        </Badge>
      )}
      <Button component={Link} href={`/skills/graph?around=skill:${skill.id}`} variant="default">
        {t('skills.graph')}
      </Button>
      {skill.can.edit && !skill.merged_into && (
        <>
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('skills.edit')}
          </Button>
          <Button
            variant="default"
            loading={save.isPending}
            onClick={() => save.mutate({ retired: !skill.retired }, { onError: sayError })}
          >
            {t(skill.retired ? 'skills.restore' : 'skills.retire')}
          </Button>
        </>
      )}
      {editing && <SkillDialog skill={skill} onClose={() => setEditing(false)} />}
    </PageHead>
  )
}

function Knowers({ skill }: { skill: SkillPage }) {
  const { t } = useTranslation()
  const percent = (share: number) => `${Math.round(share * 100)}`
  return (
    <Panel title={t('skills.knowers')} flush>
      {skill.people.length === 0 ? (
        <EmptyState title={t('skills.noKnowers')} hint={t('skills.noKnowersHint')} />
      ) : (
        <WideTable minWidth={720} px="md" pb="sm">
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('skills.person')}</Table.Th>
                <Table.Th>{t('skills.proven')}</Table.Th>
                <Table.Th>{t('skills.declared')}</Table.Th>
                <Table.Th>{t('skills.tickets')}</Table.Th>
                <Table.Th>{t('skills.last')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {skill.people.map((one) => (
                <Table.Tr key={one.person.id}>
                  <Table.Td>
                    <PersonChip person={one.person} />
                  </Table.Td>
                  <Table.Td>{percent(one.proven)}</Table.Td>
                  <Table.Td>{percent(one.declared)}</Table.Td>
                  <Table.Td>
                    <TicketLinks numbers={one.tickets} />
                  </Table.Td>
                  <Table.Td>
                    <Moment at={one.last_at} size="sm" />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
    </Panel>
  )
}

function CouldLearn({ skill }: { skill: number }) {
  const { t } = useTranslation()
  const learners = useLearners(skill)
  return (
    <Panel
      title={t('skills.whoCouldLearn')}
      hint={t('skills.couldLearnHint')}
      aside={
        <Link href={`/skills/learners?skill=${skill}`} className="figure-link">
          {t('skills.more')}
        </Link>
      }
      flush
    >
      <Shown query={learners}>{(data) => <LearnerList learners={data} most={4} />}</Shown>
    </Panel>
  )
}

function TicketLinks({ numbers }: { numbers: number[] }) {
  return (
    <Group gap={8} wrap="nowrap">
      {numbers.map((number) => (
        <Link key={number} href={`/tickets/${number}`} className="figure-link">
          #{number}
        </Link>
      ))}
    </Group>
  )
}

function Risk({ skill }: { skill: SkillPage }) {
  const { t } = useTranslation()
  if (skill.people.length === 0) return null
  return (
    <Panel title={t('skills.busFactor')}>
      <Text fz="1.35rem" fw={650}>
        {t('skills.busFactorPeople', { count: skill.bus_factor })}
      </Text>
      {skill.bus_factor === 1 && (
        <Alert variant="light" color="honey" mt="xs">
          <Text size="sm" c="var(--mantine-color-text)">
            {t('skills.busFactorOne')}
          </Text>
        </Alert>
      )}
    </Panel>
  )
}

function Needed({ skill }: { skill: SkillPage }) {
  const { t } = useTranslation()
  return (
    <>
      <Panel title={t('skills.needed')}>
        {skill.open_tickets.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('skills.notNeeded')}
          </Text>
        )}
        <TicketLinks numbers={skill.open_tickets} />
      </Panel>
      <Panel title={t('skills.learners')}>
        {skill.learners.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('skills.noLearners')}
          </Text>
        )}
        <Stack gap={6}>
          {skill.learners.map((person) => (
            <PersonChip key={person.id} person={person} size="sm" />
          ))}
        </Stack>
      </Panel>
    </>
  )
}

function Place({ skill }: { skill: SkillPage }) {
  const { t } = useTranslation()
  const around = [
    ...(skill.broader ? [{ ...skill.broader, words: t('skills.broader') }] : []),
    ...skill.narrower.map((one) => ({ ...one, words: t('skills.narrower') })),
    ...skill.related.map((one) => ({ ...one, words: t('skills.related') })),
  ]
  if (around.length === 0 && skill.aliases.length === 0) return null
  return (
    <Panel title={t('skills.aliases')}>
      <Text size="sm">{skill.aliases.join(', ')}</Text>
      {around.map((one) => (
        <Text size="sm" key={one.id}>
          {one.words}{' '}
          <Link href={`/skills/${one.id}`} className="figure-link">
            {one.name}
          </Link>
        </Text>
      ))}
    </Panel>
  )
}
