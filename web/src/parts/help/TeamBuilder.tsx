import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Need, Suggestions } from '../../contract/swarm.ts'
import { useMe } from '../../state/me.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'
import type { Builder } from './builder.ts'
import classes from './help.module.css'
import { TeamSeat } from './TeamSeat.tsx'
import { coverage, thereToo, withMember } from './team.ts'

interface Props {
  data: Suggestions
  builder: Builder
  /** Who cannot be added: in already, or asked. */
  without: number[]
}

/** Put a team together: add, leave out, swap; what it covers changes at once. */
export function TeamBuilder({ data, builder, without }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const { members } = builder
  const covered = coverage(data.needs, [...members, ...thereToo(data.there, members)])
  const taken = [me.id, ...without, ...members.map((one) => one.person.id)]
  return (
    <Stack gap="xs">
      <Covered needs={data.needs} share={covered.share} open={covered.open} />
      {members.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t(data.team.members.length > 0 ? 'team.empty' : 'team.none')}
        </Text>
      ) : (
        <ul className="plain-list">
          {members.map((member) => (
            <TeamSeat
              key={member.person.id}
              member={member}
              alone={covered.alone.get(member.person.id) ?? 0}
              builder={builder}
              bench={data.team.bench}
            />
          ))}
        </ul>
      )}
      <Stops data={data} builder={builder} />
      <Learner data={data} builder={builder} />
      <PersonPicker
        label={t('team.add')}
        value={null}
        onChange={(person) => person && builder.add(person)}
        without={taken}
      />
    </Stack>
  )
}

function Covered({ needs, share, open }: { needs: Need[]; share: number; open: string[] }) {
  const { t } = useTranslation()
  if (needs.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('team.nothingNeeded')}
      </Text>
    )
  }
  const whole = Math.round(100 * share)
  const words = t('team.coverage', { share: whole })
  return (
    <div aria-live="polite">
      <Text size="sm" fw={600}>
        {words}
      </Text>
      <Progress value={whole} size="sm" mt={4} aria-label={words} />
      {/* A line of its own whether or not it says anything: the rest does not jump. */}
      <Text size="xs" mt={4} className={classes.spent} mih={18}>
        {open.length > 0 && t('team.nobodyCovers', { names: open.join(', ') })}
      </Text>
    </div>
  )
}

function Stops({ data, builder }: { data: Suggestions; builder: Builder }) {
  const { t } = useTranslation()
  if (!builder.differs) {
    return data.team.members.length > 0 ? (
      <Text size="xs" c="dimmed">
        {data.team.stops}
      </Text>
    ) : null
  }
  return (
    <Group>
      <Button size="compact-sm" variant="light" onClick={builder.takeProposal}>
        {t(builder.members.length === 0 ? 'team.proposal' : 'team.another')}
      </Button>
    </Group>
  )
}

function Learner({ data, builder }: { data: Suggestions; builder: Builder }) {
  const { t } = useTranslation()
  const { learner } = data.team
  if (!learner || builder.members.some((one) => one.person.id === learner.person.id)) return null
  const { person, skills } = learner
  const seat = { person, covers: [], learner: true }
  return (
    <Group justify="space-between" gap="xs" className={classes.learner}>
      <Text size="sm">
        <b>{person.name}</b> {t('team.learner', { names: skills.join(', ') })}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('team.takeLearnerLabel', { name: person.name })}
        onClick={() => builder.change(withMember(builder.members, seat))}
      >
        {t('team.takeLearner')}
      </Button>
    </Group>
  )
}
