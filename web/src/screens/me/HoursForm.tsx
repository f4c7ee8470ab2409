import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hours } from '../../contract/person.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { say } from '../../parts/feedback/say.ts'
import { OFFICE_HOURS, WeekHours } from '../../parts/people/WeekHours.tsx'
import { useChangeMe } from '../../state/account.ts'
import { useMe } from '../../state/me.ts'

export function HoursForm() {
  const { t } = useTranslation()
  const me = useMe()
  const change = useChangeMe()
  const [own, setOwn] = useState(me.hours !== null)
  const [hours, setHours] = useState<Hours>(me.hours ?? OFFICE_HOURS)
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
        {own && <WeekHours hours={hours} onChange={setHours} />}
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
