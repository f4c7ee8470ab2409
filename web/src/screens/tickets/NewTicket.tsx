import {
  Button,
  Grid,
  Group,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { PersonRef } from '../../contract/person.ts'
import type { Priority } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { PersonPicker } from '../../parts/people/PersonPicker.tsx'
import { useDraft } from '../../state/drafts.ts'
import { useMe } from '../../state/me.ts'
import { useCreateTicket } from '../../state/tickets.ts'
import { Problem } from '../../wire/http.ts'
import { type Place, PlaceFields } from './PlaceFields.tsx'
import { SimilarWhileTyping } from './SimilarWhileTyping.tsx'

const PRIORITIES: Priority[] = ['low', 'normal', 'high', 'urgent']

/** A new ticket: while it is typed, what solved such things before stands beside it. */
export function NewTicket() {
  const { t } = useTranslation()
  const me = useMe()
  const desk = seesDesk(me)
  const [, go] = useLocation()
  const create = useCreateTicket()
  const [summary, setSummary] = useDraft('new-ticket-summary')
  const [description, setDescription] = useDraft('new-ticket-description')
  const [place, setPlace] = useState<Place>({})
  const [priority, setPriority] = useState<Priority>('normal')
  const [requester, setRequester] = useState<PersonRef | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const more = desk ? { priority, requester: (requester ?? me).id } : {}
    create.mutate(
      { summary: summary.trim(), description: description.trim(), ...place, ...more },
      {
        onSuccess: (ticket) => {
          setSummary('')
          setDescription('')
          go(`/tickets/${ticket.number}`)
        },
      },
    )
  }
  const faults = create.error instanceof Problem ? create.error.fields : {}
  return (
    <>
      <PageHead title={t('tickets.new')} hint={t('tickets.newHint')} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack component="form" className="panel" p="md" gap="md" onSubmit={submit}>
            <TextInput
              label={t(desk ? 'tickets.summary' : 'tickets.summaryRequester')}
              value={summary}
              onChange={(event) => setSummary(event.currentTarget.value)}
              error={faults.summary}
              maxLength={300}
              required
              withAsterisk={false}
              data-autofocus
            />
            <Textarea
              label={t('tickets.description')}
              description={t('tickets.descriptionHint')}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
              error={faults.description}
              autosize
              minRows={6}
              maxRows={20}
            />
            <PlaceFields place={place} onChange={setPlace} withCategory={desk} />
            {desk && <PriorityField value={priority} onChange={setPriority} />}
            {desk && (
              <PersonPicker
                label={t('tickets.requester')}
                description={t('tickets.requesterHint')}
                value={requester}
                onChange={setRequester}
                error={faults.requester}
                everybody
              />
            )}
            <ErrorNote error={create.error} />
            <Group>
              <Button type="submit" loading={create.isPending}>
                {t(desk ? 'tickets.create' : 'tickets.ask')}
              </Button>
            </Group>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <SimilarWhileTyping draft={{ summary, description, ...place }} />
        </Grid.Col>
      </Grid>
    </>
  )
}

interface PriorityProps {
  value: Priority
  onChange: (value: Priority) => void
}

function PriorityField({ value, onChange }: PriorityProps) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('tickets.priority')}
      </Text>
      <SegmentedControl
        aria-label={t('tickets.priority')}
        value={value}
        onChange={(next) => onChange(next as Priority)}
        data={PRIORITIES.map((one) => ({ value: one, label: t(`shared.priority.${one}`) }))}
      />
    </div>
  )
}
