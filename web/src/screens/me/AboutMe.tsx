import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { say } from '../../parts/feedback/say.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { useChangeMe } from '../../state/account.ts'
import { useMe } from '../../state/me.ts'

const ZONES = Intl.supportedValuesOf('timeZone')

/** Name, time zone, and how often one may be asked for help. */
export function AboutMe() {
  const { t } = useTranslation()
  const me = useMe()
  const change = useChangeMe()
  const [name, setName] = useState(me.name)
  const [zone, setZone] = useState(me.time_zone)
  const [budget, setBudget] = useState<number | string>(me.ask_budget)
  const desk = seesDesk(me)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const asked = desk ? { ask_budget: Number(budget) } : {}
    const body = { name: name.trim(), ...(zone ? { time_zone: zone } : {}), ...asked }
    change.mutate(body, { onSuccess: () => say(t('account.saved')) })
  }
  return (
    <Panel title={t('account.about')}>
      <Stack component="form" gap="sm" onSubmit={submit}>
        <TextInput
          label={t('account.name')}
          value={name}
          maxLength={120}
          required
          withAsterisk={false}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('account.timeZone')}
          data={zone && !ZONES.includes(zone) ? [zone, ...ZONES] : ZONES}
          value={zone}
          onChange={setZone}
          searchable
          limit={60}
        />
        {desk && (
          <NumberInput
            label={t('account.budget')}
            value={budget}
            onChange={setBudget}
            min={0}
            max={20}
            maw={280}
          />
        )}
        <ErrorNote error={change.error} />
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('shared.save')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}
