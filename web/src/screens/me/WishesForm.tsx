import { Button, Checkbox, Group, Radio, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wishes } from '../../contract/swarm.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { useSetWishes, useWishes } from '../../state/account.ts'

/** Which mentions are told at once, and between which hours nothing is. */
export function WishesForm() {
  const { t } = useTranslation()
  const wishes = useWishes()
  return (
    <Panel title={t('account.wishes')} hint={t('account.wishesHint')}>
      <Shown query={wishes}>{(data) => <Form wishes={data} />}</Shown>
    </Panel>
  )
}

/** Minutes after midnight as a clock shows them. */
export function clockOf(minutes: number): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** What a clock shows as minutes after midnight; null where it shows nothing. */
export function minutesOf(clock: string): number | null {
  const found = /^(\d\d):(\d\d)/.exec(clock)
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

function Form({ wishes }: { wishes: Wishes }) {
  const { t } = useTranslation()
  const set = useSetWishes()
  const [mentions, setMentions] = useState(wishes.mentions)
  const [quiet, setQuiet] = useState(wishes.quiet_from !== null)
  const [from, setFrom] = useState(clockOf(wishes.quiet_from ?? 22 * 60))
  const [until, setUntil] = useState(clockOf(wishes.quiet_until ?? 7 * 60))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const hours = {
      quiet_from: quiet ? minutesOf(from) : null,
      quiet_until: quiet ? minutesOf(until) : null,
    }
    set.mutate({ mentions, ...hours }, { onSuccess: () => say(t('account.saved')) })
  }
  return (
    <Stack component="form" gap="sm" onSubmit={submit}>
      <Radio.Group
        label={t('account.mentions')}
        value={mentions}
        onChange={(value) => setMentions(value as Wishes['mentions'])}
      >
        <Stack gap={6} mt={6}>
          <Radio value="all" label={t('account.mentionsAll')} />
          <Radio value="named" label={t('account.mentionsNamed')} />
          <Radio value="none" label={t('account.mentionsNone')} />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t('account.quietHours')}
        checked={quiet}
        onChange={(event) => setQuiet(event.currentTarget.checked)}
      />
      {quiet && (
        <Group gap="sm">
          <Clock label={t('account.quietFrom')} value={from} onChange={setFrom} />
          <Clock label={t('account.quietUntil')} value={until} onChange={setUntil} />
        </Group>
      )}
      <ErrorNote error={set.error} />
      <Group>
        <Button type="submit" variant="default" loading={set.isPending}>
          {t('shared.save')}
        </Button>
      </Group>
    </Stack>
  )
}

interface ClockProps {
  label: string
  value: string
  onChange: (clock: string) => void
}

function Clock({ label, value, onChange }: ClockProps) {
  return (
    <TextInput
      type="time"
      required
      withAsterisk={false}
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
