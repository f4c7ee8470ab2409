import { Checkbox, Group, Text } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { Hours } from '../../contract/person.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const USUAL: [string, string] = ['09:00', '17:00']

/** Monday to Friday, nine to five. */
export const OFFICE_HOURS: Hours = Object.fromEntries(DAYS.slice(0, 5).map((day) => [day, [USUAL]]))

/** One span a day is edited here; further spans of a day are kept as they are. */
export function withSpan(hours: Hours, day: string, span: [string, string] | null): Hours {
  const { [day]: before = [], ...others } = hours
  return span === null ? others : { ...others, [day]: [span, ...before.slice(1)] }
}

/** A week's working hours, a line a day. */
export function WeekHours({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  return DAYS.map((day) => (
    <Day
      key={day}
      day={day}
      span={hours[day]?.[0] ?? null}
      onChange={(span) => onChange(withSpan(hours, day, span))}
    />
  ))
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
