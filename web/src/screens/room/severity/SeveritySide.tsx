import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DutyName, SeverityCard } from '../../../contract/severity.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { sayError } from '../../../parts/feedback/say.ts'
import { QUIET } from '../../../parts/look/quiet.ts'
import { PersonChip } from '../../../parts/people/PersonChip.tsx'
import { PersonPicker } from '../../../parts/people/PersonPicker.tsx'
import { Moment } from '../../../parts/text/Moment.tsx'
import { useMe } from '../../../state/me.ts'
import { giveDuty, planUpdates, tellStakeholder } from '../../../state/severity.ts'
import { useSwarmVerb } from '../../../state/swarm.ts'

interface Props {
  page: SwarmPage
  card: SeverityCard
}

/** Who does what in a severity room, who is told, and how often. */
export function SeveritySide({ page, card }: Props) {
  const { t } = useTranslation()
  return (
    <Panel
      title={t('severity.title')}
      hint={t(card.by_rule ? 'severity.byRule' : 'severity.byHand')}
    >
      <Stack gap="sm">
        {card.duties.map(({ name }) => (
          <Duty key={name} page={page} card={card} name={name} />
        ))}
        <Rhythm page={page} card={card} />
        <Stakeholders page={page} card={card} />
      </Stack>
    </Panel>
  )
}

function Duty({ page, card, name }: Props & { name: DutyName }) {
  const { t } = useTranslation()
  const me = useMe()
  const verb = useSwarmVerb(page.ticket?.number)
  const has = card.duties.find((one) => one.name === name)?.person ?? null
  const give = (person: number | null) =>
    verb.mutate(() => giveDuty(page.id, name, person), { onError: sayError })
  const duty = t(`severity.duty.${name}`)
  if (card.can.give_duties || (has?.id === me.id && card.can.take_duties)) {
    const people = page.members.filter((one) => !['observer', 'guest'].includes(one.role))
    return (
      <Select
        label={duty}
        placeholder={t('severity.nobody')}
        data={people.map(({ person }) => ({ value: String(person.id), label: person.name }))}
        value={has ? String(has.id) : null}
        onChange={(id) => give(id === null ? null : Number(id))}
        clearable
        clearButtonProps={{ 'aria-label': t('severity.nobodyHas', { duty }) }}
        disabled={verb.isPending}
        size="sm"
      />
    )
  }
  return (
    <div>
      <Text size="sm" fw={500}>
        {duty}
      </Text>
      {has ? (
        <PersonChip person={has} size="sm" />
      ) : (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('severity.nobody')}
          </Text>
          {card.can.take_duties && (
            <Button size="compact-sm" variant="default" onClick={() => give(me.id)}>
              {t('severity.takeIt')}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}

const MINUTES = [15, 30, 60, 120, 240, 480, 1440] as const

/** How often an update is due, and when the last one was said. */
function Rhythm({ page, card }: Props) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const known = MINUTES.find((one) => one === card.every_minutes)
  const others = known ? [] : [card.every_minutes]
  const say = (minutes: number) => {
    const step = MINUTES.find((one) => one === minutes)
    return step ? t(`severity.every.m${step}`) : t('severity.every.other', { count: minutes })
  }
  return (
    <div>
      {card.can.plan_updates ? (
        <Select
          label={t('severity.everyLabel')}
          data={[...others, ...MINUTES].map((one) => ({ value: String(one), label: say(one) }))}
          value={String(card.every_minutes)}
          onChange={(minutes) =>
            verb.mutate(() => planUpdates(page.id, Number(minutes)), { onError: sayError })
          }
          allowDeselect={false}
          disabled={verb.isPending}
          size="sm"
        />
      ) : (
        <Text size="sm">
          {t('severity.everyLabel')} {say(card.every_minutes)}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {card.last_at ? (
          <>
            {t('severity.said', { count: card.updates })} <Moment at={card.last_at} />
          </>
        ) : (
          t('severity.unsaid')
        )}
      </Text>
    </div>
  )
}

/** Who is told of every update beside the requester. */
function Stakeholders({ page, card }: Props) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const tell = (person: number, on: boolean) =>
    verb.mutate(() => tellStakeholder(page.id, person, on), { onError: sayError })
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('severity.stakeholders')}
      </Text>
      <Text size="xs" c="dimmed">
        {t(card.stakeholders.length > 0 ? 'severity.requesterToo' : 'severity.noStakeholders')}
      </Text>
      {card.stakeholders.map(({ person, why }) => (
        <Group key={person.id} justify="space-between" wrap="nowrap" gap={4} py={2}>
          <div>
            <PersonChip person={person} size="sm" />
            <Text size="xs" c="dimmed" ml={32}>
              {t(`severity.why.${why}`)}
            </Text>
          </div>
          {card.can.choose_stakeholders && (
            <ActionIcon
              {...QUIET}
              aria-label={t('severity.tellNoMore', { name: person.name })}
              title={t('severity.tellNoMore', { name: person.name })}
              onClick={() => tell(person.id, false)}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {card.can.choose_stakeholders && (
        <PersonPicker
          label={t('severity.addStakeholder')}
          value={null}
          onChange={(person) => person && tell(person.id, true)}
          without={card.stakeholders.map((one) => one.person.id)}
          everybody
        />
      )}
    </div>
  )
}
