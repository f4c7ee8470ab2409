import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Absence, PersonRef } from '../../contract/person.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { dateOf } from '../../parts/text/time.ts'
import { useAddAbsence, useMyPage, useRemoveAbsence } from '../../state/account.ts'
import { useMe } from '../../state/me.ts'

/** When I am away and who stands in. */
export function Absences() {
  const { t } = useTranslation()
  const page = useMyPage()
  return (
    <Panel title={t('account.absence')} hint={t('account.absenceHint')}>
      <Stack gap="sm">
        <Shown query={page} waiting={<WaitingRows count={1} />}>
          {(data) =>
            data.absences.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('account.noAbsence')}
              </Text>
            ) : (
              data.absences.map((absence) => <AbsenceLine key={absence.id} absence={absence} />)
            )
          }
        </Shown>
        <NewAbsenceForm />
      </Stack>
    </Panel>
  )
}

function AbsenceLine({ absence }: { absence: Absence }) {
  const { t } = useTranslation()
  const drop = useRemoveAbsence()
  const days = t('account.absenceOf', {
    from: dateOf(absence.starts_at),
    to: dateOf(absence.ends_at),
  })
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">
        {days}
        {absence.substitute && (
          <Text span c="dimmed" size="sm">
            {' · '}
            {t('account.standIn', { name: absence.substitute.name })}
          </Text>
        )}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${t('shared.remove')}: ${days}`}
        loading={drop.isPending}
        onClick={() => drop.mutate(absence.id, { onError: sayError })}
      >
        {t('shared.remove')}
      </Button>
    </Group>
  )
}

/** Midnight at the start of a day by the clock of this browser. */
function startOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString()
}

function NewAbsenceForm() {
  const { t } = useTranslation()
  const me = useMe()
  const add = useAddAbsence()
  const [starts, setStarts] = useState('')
  const [ends, setEnds] = useState('')
  const [substitute, setSubstitute] = useState<PersonRef | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(
      {
        starts_at: startOf(starts),
        ends_at: startOf(ends),
        ...(substitute && { substitute: substitute.id }),
      },
      { onSuccess: () => [setStarts(''), setEnds(''), setSubstitute(null)] },
    )
  }
  const day = { type: 'date', required: true, withAsterisk: false, flex: 1, miw: 130 } as const
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <Group gap="xs">
        <TextInput
          {...day}
          label={t('account.starts')}
          value={starts}
          onChange={(event) => setStarts(event.currentTarget.value)}
        />
        <TextInput
          {...day}
          label={t('account.ends')}
          value={ends}
          min={starts}
          onChange={(event) => setEnds(event.currentTarget.value)}
        />
      </Group>
      <PersonPicker
        label={t('account.substitute')}
        value={substitute}
        onChange={setSubstitute}
        without={[me.id]}
      />
      <ErrorNote error={add.error} />
      <Group>
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('account.addAbsence')}
        </Button>
      </Group>
    </Stack>
  )
}
