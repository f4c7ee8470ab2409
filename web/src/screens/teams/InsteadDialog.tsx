import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OnCall, Shift } from '../../contract/severity.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { momentIn, sayIn, wallIn } from '../../parts/text/zones.ts'
import { type Span, takeInstead, useOnCallVerb } from '../../state/on_call.ts'

interface Props {
  data: OnCall
  shift: Shift
  onClose: () => void
}

/** Somebody takes a stretch or a part of it; where it is a swap, one of theirs is given for it. */
export function InsteadDialog({ data, shift, onClose }: Props) {
  const { t } = useTranslation()
  const zone = data.time_zone
  const verb = useOnCallVerb(data.team)
  const [person, setPerson] = useState<string | null>(null)
  const [span, setSpan] = useState<Span>(() => ({
    starts_at: wallIn(zone, shift.starts_at),
    ends_at: wallIn(zone, shift.ends_at),
  }))
  const [back, setBack] = useState<string | null>(null)
  const { name } = shift.person
  const people = data.people.filter((one) => one.id !== shift.person.id)
  const theirs = data.shifts.filter((one) => String(one.person.id) === person)
  const given = theirs.find((one) => one.starts_at === back)
  const go = () =>
    verb.mutate(
      () =>
        takeInstead(data.team, {
          person: Number(person),
          starts_at: momentIn(zone, span.starts_at),
          ends_at: momentIn(zone, span.ends_at),
          ...(given && { in_return: { starts_at: given.starts_at, ends_at: given.ends_at } }),
        }),
      { onSuccess: onClose },
    )
  return (
    <Dialog
      title={t('severity.insteadTitle', { name })}
      hint={t('severity.insteadHint')}
      go={t('severity.insteadGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={person === null || !span.starts_at || !span.ends_at}
      onGo={go}
      onClose={onClose}
    >
      <Select
        label={t('severity.instead')}
        data={people.map((one) => ({ value: String(one.id), label: one.name }))}
        value={person}
        onChange={(id) => [setPerson(id), setBack(null)]}
        data-autofocus
      />
      <Part span={span} onChange={setSpan} />
      {theirs.length > 0 && (
        <Select
          label={t('severity.inReturn', { name })}
          placeholder={t('severity.inReturnNone')}
          data={theirs.map((one) => ({
            value: one.starts_at,
            label: `${sayIn(zone, one.starts_at)} – ${sayIn(zone, one.ends_at)}`,
          }))}
          value={back}
          onChange={setBack}
          clearable
        />
      )}
    </Dialog>
  )
}

/** From when until when, by the team's wall clock. */
function Part({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const { t } = useTranslation()
  const moment = { type: 'datetime-local', required: true, withAsterisk: false } as const
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        {...moment}
        label={t('severity.from')}
        value={span.starts_at}
        onChange={(event) => onChange({ ...span, starts_at: event.currentTarget.value })}
      />
      <TextInput
        {...moment}
        label={t('severity.until')}
        value={span.ends_at}
        min={span.starts_at}
        onChange={(event) => onChange({ ...span, ends_at: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}
