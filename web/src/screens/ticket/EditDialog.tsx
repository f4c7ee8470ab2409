import { Autocomplete, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Priority, TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useTeams } from '../../state/administration.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { type Changes, change } from '../../state/ticket_verbs.ts'
import { useTicketFields } from '../../state/tickets.ts'

const PRIORITIES: Priority[] = ['low', 'normal', 'high', 'urgent']

interface Draft {
  summary: string
  description: string
  priority: string
  product: string
  component: string
  category: string
  /** The team's id; empty is no team. */
  team: string
}

interface Props {
  ticket: TicketPage
  onClose: () => void
}

/** Only what differs is sent, so that two people who edit different things do not collide. */
export function differing(ticket: TicketPage, draft: Draft): Changes {
  const { team, ...words } = draft
  const before = ticket as unknown as Record<string, unknown>
  const changed = Object.entries(words).filter(([name, value]) => (before[name] ?? '') !== value)
  const moved = team !== String(ticket.team?.id ?? '')
  return {
    ...Object.fromEntries(changed.map(([name, value]) => [name, value || null])),
    ...(moved && { team: team ? Number(team) : null }),
  }
}

export function EditDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [draft, setDraft] = useState<Draft>({
    summary: ticket.summary,
    description: ticket.description,
    priority: ticket.priority,
    product: ticket.product ?? '',
    component: ticket.component ?? '',
    category: ticket.category ?? '',
    team: String(ticket.team?.id ?? ''),
  })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = () => {
    const changes = differing(ticket, draft)
    if (Object.keys(changes).length === 0) return onClose()
    return verb.mutate(() => change(ticket.number, changes), { onSuccess: onClose })
  }
  return (
    <Dialog
      title={t('ticket.editTitle')}
      go={t('ticket.save')}
      busy={verb.isPending}
      error={verb.error}
      onGo={save}
      onClose={onClose}
    >
      <TextInput
        label={t('ticket.summary')}
        value={draft.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
        maxLength={300}
        required
        withAsterisk={false}
      />
      <Textarea
        label={t('tickets.description')}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        autosize
        minRows={4}
        maxRows={14}
      />
      <PlaceFields draft={draft} set={set} />
    </Dialog>
  )
}

interface PlaceProps {
  draft: Draft
  set: (part: Partial<Draft>) => void
}

function PlaceFields({ draft, set }: PlaceProps) {
  const { t } = useTranslation()
  const fields = useTicketFields()
  const teams = useTeams()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label={t('ticket.priority')}
        data={PRIORITIES.map((one) => ({ value: one, label: t(`shared.priority.${one}`) }))}
        value={draft.priority}
        allowDeselect={false}
        onChange={(value) => set({ priority: value ?? 'normal' })}
      />
      <Autocomplete
        label={t('ticket.category')}
        data={fields.data?.categories ?? []}
        value={draft.category}
        onChange={(category) => set({ category })}
      />
      <Autocomplete
        label={t('ticket.product')}
        data={fields.data?.products ?? []}
        value={draft.product}
        onChange={(product) => set({ product })}
      />
      <Autocomplete
        label={t('ticket.component')}
        data={fields.data?.components[draft.product] ?? []}
        value={draft.component}
        onChange={(component) => set({ component })}
      />
      <Select
        label={t('ticket.team')}
        placeholder={t('ticket.noTeam')}
        description={t('ticket.teamHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={(teams.data?.items ?? []).map((team) => ({
          value: String(team.id),
          label: team.name,
        }))}
        value={draft.team || null}
        onChange={(team) => set({ team: team ?? '' })}
        clearable
      />
    </SimpleGrid>
  )
}
