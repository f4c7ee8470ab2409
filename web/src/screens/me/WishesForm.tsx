import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wishes } from '../../contract/reaching.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { useChangeMe } from '../../state/account.ts'
import { useMe } from '../../state/me.ts'
import { useSetWishes, useWishes } from '../../state/reaching.ts'
import { PushHere } from './PushHere.tsx'
import { WaysList } from './WaysList.tsx'

/** What I am told, by which ways, and between which hours nothing rings. */
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

/** What is chosen and not saved yet; saving it is two commands where both parts changed. */
function useChoice(wishes: Wishes) {
  const { t } = useTranslation()
  const me = useMe()
  const set = useSetWishes()
  const change = useChangeMe()
  const [reach, setReach] = useState(me.reach)
  const [mentions, setMentions] = useState(wishes.mentions)
  const [ways, setWays] = useState(wishes.ways)
  const [hours, setHours] = useState<Hours | null>(
    wishes.quiet_from === null
      ? null
      : { from: clockOf(wishes.quiet_from), until: clockOf(wishes.quiet_until ?? 0) },
  )
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const quiet = {
      quiet_from: hours && minutesOf(hours.from),
      quiet_until: hours && minutesOf(hours.until),
    }
    const chosen = ways.map(({ kind, client, push, mail }) => ({ kind, client, push, mail }))
    try {
      if (reach !== me.reach) await change.mutateAsync({ reach })
      await set.mutateAsync({ mentions, ways: chosen, ...quiet })
      say(t('account.saved'))
    } catch {
      // What was refused stands above the button.
    }
  }
  return {
    reach,
    setReach,
    mentions,
    setMentions,
    ways,
    setWays,
    hours,
    setHours,
    save,
    error: change.error ?? set.error,
    busy: change.isPending || set.isPending,
  }
}

interface Hours {
  from: string
  until: string
}

function Form({ wishes }: { wishes: Wishes }) {
  const { t } = useTranslation()
  const me = useMe()
  const choice = useChoice(wishes)
  const names = wishes.ways.some((one) => one.kind === 'mention')
  return (
    <Stack>
      <Stack component="form" gap="sm" onSubmit={choice.save}>
        {seesDesk(me) && (
          <Radio.Group label={t('account.reach')} value={choice.reach} onChange={choice.setReach}>
            <Stack gap={6} mt={6}>
              <Radio value="live" label={t('account.reachLive')} />
              <Radio value="quiet" label={t('account.reachQuiet')} />
            </Stack>
          </Radio.Group>
        )}
        <WaysList wishes={wishes} ways={choice.ways} onChange={choice.setWays} />
        {wishes.mails && (
          <Text size="xs" c="dimmed">
            {t('account.digestHint')}
          </Text>
        )}
        {names && <Mentions value={choice.mentions} onChange={choice.setMentions} />}
        <QuietHours hours={choice.hours} onChange={choice.setHours} />
        <ErrorNote error={choice.error} />
        <Group>
          <Button type="submit" variant="default" loading={choice.busy}>
            {t('shared.save')}
          </Button>
        </Group>
      </Stack>
      {wishes.push_key && <PushHere pushKey={wishes.push_key} on={wishes.pushed_here} />}
    </Stack>
  )
}

interface MentionsProps {
  value: Wishes['mentions']
  onChange: (value: Wishes['mentions']) => void
}

function Mentions({ value, onChange }: MentionsProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('account.mentions')}
      value={value}
      onChange={(next) => onChange(next as Wishes['mentions'])}
    >
      <Stack gap={6} mt={6}>
        <Radio value="all" label={t('account.mentionsAll')} />
        <Radio value="named" label={t('account.mentionsNamed')} />
        <Radio value="none" label={t('account.mentionsNone')} />
      </Stack>
    </Radio.Group>
  )
}

interface QuietProps {
  hours: Hours | null
  onChange: (hours: Hours | null) => void
}

function QuietHours({ hours, onChange }: QuietProps) {
  const { t } = useTranslation()
  return (
    <>
      <Checkbox
        label={t('account.quietHours')}
        checked={hours !== null}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { from: '22:00', until: '07:00' } : null)
        }
      />
      {hours && (
        <Group gap="sm">
          <Clock
            label={t('account.quietFrom')}
            value={hours.from}
            onChange={(from) => onChange({ ...hours, from })}
          />
          <Clock
            label={t('account.quietUntil')}
            value={hours.until}
            onChange={(until) => onChange({ ...hours, until })}
          />
        </Group>
      )}
    </>
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
