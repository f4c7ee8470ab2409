import { ActionIcon, Group, NumberInput, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { OnCall } from '../../contract/severity.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { QUIET } from '../../parts/look/quiet.ts'
import { wallIn } from '../../parts/text/zones.ts'
import { planRotation, type RotationWords, useOnCallVerb } from '../../state/on_call.ts'

/** Whose turns come round, in which order, from when on. */
export function PlanDialog({ data, onClose }: { data: OnCall; onClose: () => void }) {
  const { t } = useTranslation()
  const verb = useOnCallVerb(data.team)
  const known = data.rotation
  const [people, setPeople] = useState<PersonRef[]>(known?.people ?? data.people)
  const [rhythm, setRhythm] = useState<Rhythm>({
    starts_on: known?.starts_on ?? wallIn(data.time_zone, new Date().toISOString()).slice(0, 10),
    hands_over: known?.hands_over ?? '09:00',
    days: known?.days ?? 7,
  })
  const go = () =>
    verb.mutate(() => planRotation(data.team, { ...rhythm, people: people.map((one) => one.id) }), {
      onSuccess: onClose,
    })
  return (
    <Dialog
      title={t('severity.plan')}
      hint={t('severity.planHint')}
      go={t('severity.planGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={!rhythm.starts_on || !rhythm.hands_over || rhythm.days < 1}
      onGo={go}
      onClose={onClose}
    >
      <Order data={data} people={people} onChange={setPeople} />
      <When rhythm={rhythm} onChange={setRhythm} />
    </Dialog>
  )
}

type Rhythm = Omit<RotationWords, 'people'>

/** From which day on, handed over when, for how many days each. */
function When({ rhythm, onChange }: { rhythm: Rhythm; onChange: (rhythm: Rhythm) => void }) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" style={{ alignItems: 'end' }}>
      <TextInput
        type="date"
        label={t('severity.startsOn')}
        value={rhythm.starts_on}
        onChange={(event) => onChange({ ...rhythm, starts_on: event.currentTarget.value })}
        required
        withAsterisk={false}
      />
      <TextInput
        type="time"
        label={t('severity.handsOver')}
        value={rhythm.hands_over}
        onChange={(event) => onChange({ ...rhythm, hands_over: event.currentTarget.value })}
        required
        withAsterisk={false}
      />
      <NumberInput
        label={t('severity.days')}
        value={rhythm.days}
        onChange={(value) => onChange({ ...rhythm, days: Number(value) })}
        min={1}
        max={28}
        allowDecimal={false}
      />
    </SimpleGrid>
  )
}

interface OrderProps {
  data: OnCall
  people: PersonRef[]
  onChange: (people: PersonRef[]) => void
}

function Order({ data, people, onChange }: OrderProps) {
  const { t } = useTranslation()
  const up = (place: number) => {
    const next = [...people]
    const [one] = next.splice(place, 1)
    if (one) next.splice(place - 1, 0, one)
    onChange(next)
  }
  const others = data.people.filter((one) => !people.some((placed) => placed.id === one.id))
  return (
    <div>
      {people.map((person, place) => (
        <Group key={person.id} justify="space-between" py={2} wrap="nowrap">
          <Text size="sm">
            {place + 1}. {person.name}
          </Text>
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              {...QUIET}
              aria-label={t('severity.up', { name: person.name })}
              disabled={place === 0}
              onClick={() => up(place)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              {...QUIET}
              aria-label={t('severity.off', { name: person.name })}
              onClick={() => onChange(people.filter((one) => one.id !== person.id))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        </Group>
      ))}
      {others.length > 0 && (
        <Select
          aria-label={t('severity.addPerson')}
          placeholder={t('severity.addPerson')}
          data={others.map((one) => ({ value: String(one.id), label: one.name }))}
          value={null}
          onChange={(id) => {
            const chosen = others.find((one) => String(one.id) === id)
            if (chosen) onChange([...people, chosen])
          }}
          mt="xs"
        />
      )}
    </div>
  )
}
