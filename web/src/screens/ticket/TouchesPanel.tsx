import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TouchCard, TouchesPage } from '../../contract/flow.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { TierLedger } from '../../parts/tables/TierLedger.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useCorrect, useTouches } from '../../state/flow.ts'

/** Every touch of the ticket: tier of the work and tier of the person, and how one knows. */
export function TouchesPanel({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const touches = useTouches(ticket.number, open)
  return (
    <Panel
      title={t('flow.touches')}
      hint={open ? touches.data?.rule : undefined}
      aside={
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t(open ? 'flow.hideTouches' : 'flow.showTouches')}
        </Button>
      }
    >
      {open && touches.error && <ErrorNote error={touches.error} />}
      {open && touches.data?.can.override && <TierLedger of="ticket" id={ticket.number} />}
      {open && touches.data && <List page={touches.data} number={ticket.number} />}
    </Panel>
  )
}

function List({ page, number }: { page: TouchesPage; number: number }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<TouchCard | null>(null)
  const correct = useCorrect(number)
  if (page.items.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('flow.noTouches')}
      </Text>
    )
  return (
    <>
      <ErrorNote error={correct.error} />
      <Stack component="ol" gap="xs" className="plain-list">
        {page.items.map((touch) => (
          <li key={touch.id}>
            <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
              <Touch touch={touch} page={page} />
              {page.can.override && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  style={{ flex: 'none' }}
                  aria-label={t('flow.correctLong', { name: whose(touch) })}
                  onClick={() => setChosen(touch)}
                >
                  {t('flow.correct')}
                </Button>
              )}
            </Group>
            {touch.override && page.can.override && (
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() => correct.mutate({ touch: touch.id, word: null })}
              >
                {t('flow.takeBack')}
              </Button>
            )}
          </li>
        ))}
      </Stack>
      {chosen && (
        <CorrectDialog touch={chosen} page={page} number={number} onClose={() => setChosen(null)} />
      )}
    </>
  )
}

function whose(touch: TouchCard): string {
  return touch.person?.name ?? touch.group ?? '–'
}

function Touch({ touch, page }: { touch: TouchCard; page: TouchesPage }) {
  const { t } = useTranslation()
  const named = (key: string) =>
    page.tiers.find((tier) => tier.key === key)?.name ??
    (key === 'unknown' ? t('flow.unknown') : key)
  const sure = touch.confidence === null ? '' : Math.round(touch.confidence * 100)
  return (
    <div>
      <Text size="sm">
        <Text span inherit fw={600}>
          {whose(touch)}
        </Text>
        , <Moment at={touch.started_at} c="dimmed" />,{' '}
        {touch.minutes === null
          ? t('flow.notTold')
          : t('flow.minutes_value', { minutes: Math.round(touch.minutes) })}
        {touch.resolving && (
          <Text span inherit fw={600}>
            {' · '}
            {t('flow.resolving')}
          </Text>
        )}
      </Text>
      <Text size="sm">
        {t('flow.work')}: {named(touch.override?.tier_of_work ?? touch.tier_of_work)} ·{' '}
        {t('flow.person')}: {named(touch.tier_of_person)}
      </Text>
      <Text size="xs" c="dimmed">
        {touch.override
          ? t('flow.said', {
              name: touch.override.by?.name ?? '',
              tier: named(touch.override.tier_of_work),
              reason: touch.override.reason,
            })
          : [touch.reason, sure !== '' && t('flow.sure', { percent: sure })]
              .filter(Boolean)
              .join(' ')}
      </Text>
    </div>
  )
}

interface CorrectProps {
  touch: TouchCard
  page: TouchesPage
  number: number
  onClose: () => void
}

function CorrectDialog({ touch, page, number, onClose }: CorrectProps) {
  const { t } = useTranslation()
  const correct = useCorrect(number)
  const [tier, setTier] = useState<string | null>(touch.override?.tier_of_work ?? null)
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={t('flow.correctTitle')}
      hint={t('flow.correctHint')}
      go={t('flow.save')}
      busy={correct.isPending}
      error={correct.error}
      incomplete={!tier || !reason.trim()}
      onGo={() =>
        tier &&
        correct.mutate(
          { touch: touch.id, word: { tier_of_work: tier, reason } },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Select
        label={t('flow.tier')}
        data={page.tiers.map((one) => ({ value: one.key, label: `${one.key}, ${one.name}` }))}
        value={tier}
        onChange={setTier}
        required
      />
      <Textarea
        label={t('flow.why')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={2000}
        required
      />
    </Dialog>
  )
}
