import {
  Alert,
  Button,
  Code,
  CopyButton,
  Group,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { Sheet } from '../../../parts/feedback/Sheet.tsx'
import { fullTime } from '../../../parts/text/time.ts'
import { type GuestPass, type NewGuest, useLetIn } from '../../../state/guests.ts'

const HOURS = [
  ['4', 'guests.hoursOf.four'],
  ['24', 'guests.hoursOf.day'],
  ['72', 'guests.hoursOf.three'],
  ['168', 'guests.hoursOf.week'],
] as const

/** Make a link for one person from outside, and show it once. */
export function LetIn({ page, onClose }: { page: SwarmPage; onClose: () => void }) {
  const { t } = useTranslation()
  const letIn = useLetIn(page.id)
  const [guest, setGuest] = useState<NewGuest>({ name: '', kind: 'vendor', hours: 24, brief: '' })
  const change = (some: Partial<NewGuest>) => setGuest((before) => ({ ...before, ...some }))
  if (letIn.data) return <Made {...letIn.data} onClose={onClose} />
  return (
    <Dialog
      title={t('guests.letIn')}
      hint={t('guests.hint')}
      go={t('guests.go')}
      busy={letIn.isPending}
      error={letIn.error}
      incomplete={guest.name.trim() === ''}
      onGo={() => letIn.mutate(guest)}
      onClose={onClose}
    >
      <TextInput
        label={t('guests.name')}
        description={t('guests.nameHint')}
        maxLength={120}
        data-autofocus
        value={guest.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Choice
        label={t('guests.kind')}
        value={guest.kind}
        onChange={(kind) => change({ kind: kind as NewGuest['kind'] })}
        data={[
          { value: 'vendor', label: t('guests.vendor') },
          { value: 'requester', label: t('guests.requester') },
        ]}
      />
      <Choice
        label={t('guests.hours')}
        value={String(guest.hours)}
        onChange={(hours) => change({ hours: Number(hours) })}
        data={HOURS.map(([value, key]) => ({ value, label: t(key) }))}
      />
      <Textarea
        label={t('guests.brief')}
        description={t('guests.briefHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        value={guest.brief}
        onChange={(event) => change({ brief: event.currentTarget.value })}
      />
    </Dialog>
  )
}

interface ChoiceProps {
  label: string
  value: string
  onChange: (value: string) => void
  data: { value: string; label: string }[]
}

function Choice({ label, ...rest }: ChoiceProps) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      <SegmentedControl aria-label={label} fullWidth {...rest} />
    </div>
  )
}

interface MadeProps {
  guest: GuestPass
  secret: string
  onClose: () => void
}

function Made({ guest, secret, onClose }: MadeProps) {
  const { t } = useTranslation()
  const url = `${window.location.origin}/guest/${secret}`
  const { name } = guest.person
  return (
    <Sheet title={t('guests.address', { name })} size="lg" onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">{t('guests.once', { name, at: fullTime(guest.expires_at) })}</Text>
        <Alert color="honey" variant="light">
          <Group gap="xs" wrap="nowrap">
            <Code flex={1} style={{ overflowWrap: 'anywhere' }}>
              {url}
            </Code>
            <CopyButton value={url}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {t(copied ? 'account.copied' : 'account.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('shared.close')}</Button>
        </Group>
      </Stack>
    </Sheet>
  )
}
