import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconMail, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { MailedPage, NewSchedule, Schedule } from '../../contract/saved_report.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { QUIET } from '../../parts/look/quiet.ts'
import { fullTime } from '../../parts/text/time.ts'
import { useEndSchedule, useSaveSchedule, useSchedules } from '../../state/saved_reports.ts'
import { reportFilterOf } from './filter.ts'

/** Have this report come by mail, and what comes already; a mail's link opens it too. */
export function ByMail({ page }: { page: MailedPage }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const [opened, setOpened] = useState(params.get('mails') === 'open')
  const close = () => {
    setOpened(false)
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.delete('mails')
        return next
      },
      { replace: true },
    )
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconMail size={16} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {t('reports.mail.title')}
      </Button>
      {opened && <MailDialog page={page} onClose={close} />}
    </>
  )
}

function MailDialog({ page, onClose }: { page: MailedPage; onClose: () => void }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const schedules = useSchedules(true)
  const save = useSaveSchedule()
  const { from: _from, to: _to, saved, saved_version: _version, ...filter } = reportFilterOf(params)
  const [changed, setChanged] = useState<number | undefined>()
  const [form, setForm] = useState<NewSchedule>({
    page,
    filter: filter as Record<string, string>,
    every: 'week',
    day: 0,
    hour: 8,
    format: 'xlsx',
  })
  const change = ({ id, page, filter, every, day, hour, format }: Schedule) => {
    setChanged(id)
    setForm({ page, filter, every, day, hour, format })
  }
  return (
    <Dialog
      title={t('reports.mail.title')}
      hint={t('reports.mail.hint')}
      go={t(changed === undefined ? 'reports.mail.add' : 'shared.save')}
      busy={save.isPending}
      error={save.error}
      incomplete={!schedules.data?.address || !schedules.data.mails}
      onGo={() => save.mutate({ id: changed, ...form }, { onSuccess: () => setChanged(undefined) })}
      onClose={onClose}
    >
      <Shown query={schedules}>
        {(known) => (
          <Stack gap="sm">
            {!known.mails && <Text size="sm">{t('reports.mail.none')}</Text>}
            {known.mails && !known.address && <Text size="sm">{t('reports.mail.noAddress')}</Text>}
            {saved && <Text size="sm">{t('reports.mail.cohort')}</Text>}
            {known.items.length > 0 && (
              <ul className="plain-list" aria-label={t('reports.mail.coming')}>
                {known.items.map((one) => (
                  <Coming key={one.id} one={one} onChange={() => change(one)} />
                ))}
              </ul>
            )}
            <When
              form={form}
              zone={known.zone}
              onSet={(some) => setForm((before) => ({ ...before, ...some }))}
            />
          </Stack>
        )}
      </Shown>
    </Dialog>
  )
}

interface WhenProps {
  form: NewSchedule
  zone: string
  onSet: (some: Partial<NewSchedule>) => void
}

function When({ form, zone, onSet }: WhenProps) {
  const { t } = useTranslation()
  const every = (['week', 'month'] as const).map((value) => ({
    value,
    label: t(`reports.mail.${value}`),
  }))
  const files = (['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`reports.${value}`) }))
  return (
    <Group align="flex-end" gap="xs">
      <Select
        w={120}
        label={t('reports.mail.every')}
        data={every}
        value={form.every}
        allowDeselect={false}
        onChange={(value) => onSet({ every: value as 'week', day: value === 'month' ? 1 : 0 })}
      />
      <Day form={form} onSet={onSet} />
      <NumberInput
        w={140}
        label={t('reports.mail.hour', { zone })}
        value={form.hour}
        min={0}
        max={23}
        clampBehavior="strict"
        onChange={(value) => onSet({ hour: Number(value) || 0 })}
      />
      <Select
        w={110}
        label={t('reports.mail.format')}
        data={files}
        value={form.format}
        allowDeselect={false}
        onChange={(value) => onSet({ format: value as 'csv' })}
      />
    </Group>
  )
}

function Day({ form, onSet }: Pick<WhenProps, 'form' | 'onSet'>) {
  const { t, i18n } = useTranslation()
  if (form.every === 'month') {
    return (
      <NumberInput
        w={150}
        label={t('reports.mail.dayOfMonth')}
        value={form.day}
        min={1}
        max={28}
        clampBehavior="strict"
        onChange={(value) => onSet({ day: Number(value) || 1 })}
      />
    )
  }
  const named = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  // The first of January 2024 was a Monday.
  const days = Array.from({ length: 7 }, (_, day) => ({
    value: String(day),
    label: named.format(Date.UTC(2024, 0, 1 + day)),
  }))
  return (
    <Select
      w={150}
      label={t('reports.mail.on')}
      data={days}
      value={String(form.day)}
      allowDeselect={false}
      onChange={(value) => onSet({ day: Number(value) })}
    />
  )
}

function Coming({ one, onChange }: { one: Schedule; onChange: () => void }) {
  const { t } = useTranslation()
  const drop = useEndSchedule()
  const name = t(`reports.sheet.${one.page}`)
  return (
    <li>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm">
          {t(`reports.mail.comes.${one.every}`, { name, next: fullTime(one.next_at) })} {one.rule}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Button variant="default" size="xs" onClick={onChange}>
            {t('reports.mail.change')}
          </Button>
          <ActionIcon
            {...QUIET}
            aria-label={t('reports.mail.end', { name })}
            onClick={() => drop.mutate(one.id, { onError: sayError })}
          >
            <IconX size={15} />
          </ActionIcon>
        </Group>
      </Group>
    </li>
  )
}
