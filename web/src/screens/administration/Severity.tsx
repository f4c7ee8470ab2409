import {
  ActionIcon,
  Button,
  Chip,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  Text,
} from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeverityRule } from '../../contract/severity.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { QUIET } from '../../parts/look/quiet.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { useTeams } from '../../state/administration.ts'
import { useSaveSeverityRule, useSeverityRule } from '../../state/severity.ts'
import { Place } from './Place.tsx'

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const

/** The rule by which tickets are severe. */
export function Severity() {
  const { t } = useTranslation()
  const rule = useSeverityRule()
  return (
    <Place name="severity" hint={t('severity.ruleHint')}>
      <Shown query={rule}>{(data) => <Form rule={data} />}</Shown>
    </Place>
  )
}

function Form({ rule }: { rule: SeverityRule }) {
  const { t } = useTranslation()
  const teams = useTeams()
  const save = useSaveSeverityRule()
  const [words, setWords] = useState(rule)
  const set = (change: Partial<SeverityRule>) => setWords((before) => ({ ...before, ...change }))
  const go = () => {
    const { can: _, people, ...rest } = words
    save.mutate(
      { ...rest, people: people.map((one) => one.id) },
      { onSuccess: () => say(t('severity.saved')) },
    )
  }
  return (
    <Stack className="panel" p="md" maw={720}>
      <div>
        <Text size="sm" fw={500} mb={4} id="severe-priorities">
          {t('severity.priorities')}
        </Text>
        <Chip.Group
          multiple
          value={words.priorities}
          onChange={(priorities) => set({ priorities })}
        >
          <Group gap="xs" role="group" aria-labelledby="severe-priorities">
            {PRIORITIES.map((one) => (
              <Chip key={one} value={one}>
                {t(`shared.priority.${one}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      <Switch
        label={t('severity.opens')}
        description={t('severity.opensHint')}
        checked={words.opens}
        onChange={(event) => set({ opens: event.currentTarget.checked })}
      />
      <Select
        label={t('severity.fallback')}
        placeholder={t('severity.fallbackNone')}
        data={teams.data?.items.map((one) => ({ value: String(one.id), label: one.name })) ?? []}
        value={words.team === null ? null : String(words.team)}
        onChange={(id) => set({ team: id === null ? null : Number(id) })}
        clearable
        searchable
      />
      <NumberInput
        label={`${t('severity.everyLabel')} …`}
        suffix=" min"
        value={words.every_minutes}
        onChange={(value) => set({ every_minutes: Number(value) })}
        min={5}
        max={10_080}
        allowDecimal={false}
        maw={260}
      />
      <Told people={words.people} onChange={(people) => set({ people })} />
      <Switch
        label={t('severity.organization')}
        description={t('severity.organizationHint')}
        checked={words.organization}
        onChange={(event) => set({ organization: event.currentTarget.checked })}
      />
      <ErrorNote error={save.error} />
      <Group>
        <Button loading={save.isPending} disabled={words.priorities.length === 0} onClick={go}>
          {t('severity.saveRule')}
        </Button>
      </Group>
    </Stack>
  )
}

interface ToldProps {
  people: SeverityRule['people']
  onChange: (people: SeverityRule['people']) => void
}

/** Who is told of everything severe. */
function Told({ people, onChange }: ToldProps) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('severity.people')}
      </Text>
      {people.map((person) => (
        <Group key={person.id} gap="xs" py={2}>
          <PersonChip person={person} size="sm" />
          <ActionIcon
            {...QUIET}
            aria-label={t('severity.tellNoMore', { name: person.name })}
            onClick={() => onChange(people.filter((one) => one.id !== person.id))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <PersonPicker
        label={t('severity.addPerson')}
        value={null}
        onChange={(person) => person && onChange([...people, person])}
        without={people.map((one) => one.id)}
        everybody
      />
    </div>
  )
}
