import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hours } from '../../contract/person.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { say } from '../../parts/feedback/say.ts'
import { useChangeMe } from '../../state/account.ts'
import { useMe } from '../../state/me.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const USUAL: [string, string] = ['09:00', '17:00']

/** One span a day is edited here; further spans of a day are kept as they are. */
export function withSpan(hours: Hours, day: string, span: [string, string] | null): Hours {
  const { [day]: before = [], ...others } = hours
  return span === null ? others : { ...others, [day]: [span, ...before.slice(1)] }
}

export function HoursForm() {
  const { t } = useTranslation()
  const me = useMe()
  const change = useChangeMe()
  const [own, setOwn] = useState(me.hours !== null)
  const [hours, setHours] = useState<Hours>(
    me.hours ?? Object.fromEntries(DAYS.slice(0, 5).map((day) => [day, [USUAL]])),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ hours: own ? hours : null }, { onSuccess: () => say(t('account.saved')) })
  }
  return (
    <Panel title={t('account.hours')} hint={t('account.hoursHint')}>
      <Stack component="form" gap="xs" onSubmit={submit}>
        <Checkbox
          label={t('account.ownHours')}
          checked={own}
          onChange={(event) => setOwn(event.currentTarget.checked)}
        />
        {own &&
          DAYS.map((day) => (
            <Day
              key={day}
              day={day}
              span={hours[day]?.[0] ?? null}
              onChange={(span) => setHours((before) => withSpan(before, day, span))}
            />
          ))}
        <ErrorNote error={change.error} />
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('account.saveHours')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}

interface DayProps {
  day: (typeof DAYS)[number]
  span: [string, string] | null
  onChange: (span: [string, string] | null) => void
}

function Day({ day, span, onChange }: DayProps) {
  const { t } = useTranslation()
  const name = t(`account.day.${day}`)
  return (
    <Group gap="xs" mih={34}>
      <Checkbox
        w={130}
        label={name}
        checked={span !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? USUAL : null)}
      />
      {span && (
        <>
          <TimeInput
            size="xs"
            aria-label={`${name}: ${t('account.from')}`}
            value={span[0]}
            onChange={(event) => onChange([event.currentTarget.value, span[1]])}
          />
          <Text size="sm">–</Text>
          <TimeInput
            size="xs"
            aria-label={`${name}: ${t('account.to')}`}
            value={span[1]}
            onChange={(event) => onChange([span[0], event.currentTarget.value])}
          />
        </>
      )}
    </Group>
  )
}
