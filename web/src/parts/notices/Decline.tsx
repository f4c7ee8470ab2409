import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import { useMe } from '../../state/me.ts'
import type { AnswerGiven } from '../../state/notices.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'

const REASONS = ['no_time', 'not_my_subject', 'ask_instead', 'other'] as const
type Why = (typeof REASONS)[number]

const HOURS = { h1: 1, h4: 4, d1: 24, d3: 72, d7: 168 } as const
type Span = keyof typeof HOURS

export type No = Pick<AnswerGiven, 'reason' | 'why' | 'until' | 'instead'>

interface Props {
  busy: boolean
  onBack: () => void
  onDecline: (no: No) => void
}

/** Why not: each reason changes the next request, and says how. */
export function Decline({ busy, onBack, onDecline }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [why, setWhy] = useState<Why>('no_time')
  const [span, setSpan] = useState<Span>('h4')
  const [instead, setInstead] = useState<PersonRef | null>(null)
  const [text, setText] = useState('')
  const say = () => {
    const reason = why === 'other' ? text.trim() : t(`notices.no.${why}`)
    if (why === 'no_time') return onDecline({ why, reason, until: inHours(HOURS[span]) })
    if (why === 'ask_instead') {
      const named = instead && { instead: instead.id, reason: `${reason}: ${instead.name}` }
      return named && onDecline({ why, ...named })
    }
    return onDecline({ why, reason })
  }
  return (
    <Stack gap={6}>
      <Select
        label={t('notices.whyNot')}
        data={REASONS.map((value) => ({ value, label: t(`notices.no.${value}`) }))}
        value={why}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => setWhy(value ?? 'no_time')}
      />
      {why === 'no_time' && <HowLong span={span} onChange={setSpan} />}
      {why === 'ask_instead' && (
        <PersonPicker
          label={t('notices.instead')}
          value={instead}
          onChange={setInstead}
          without={[me.id]}
        />
      )}
      {why === 'other' && (
        <TextInput
          aria-label={t('notices.whyNot')}
          value={text}
          maxLength={300}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Text size="xs" c="dimmed">
        {t(`notices.changes.${why}`)}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-md"
          loading={busy}
          disabled={why === 'ask_instead' && !instead}
          onClick={say}
        >
          {t('notices.sayNo')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onBack}>
          {t('shared.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

function HowLong({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('notices.notFor')}
      data={(Object.keys(HOURS) as Span[]).map((value) => ({
        value,
        label: t(`notices.span.${value}`),
      }))}
      value={span}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      onChange={(value) => onChange(value ?? 'h4')}
    />
  )
}

function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString()
}
