import {
  Button,
  Group,
  Popover,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Deadline } from '../../parts/text/Deadline.tsx'
import { toLocalInput } from '../../parts/text/time.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { setNextWord } from '../../state/ticket_verbs.ts'
import { CHOICES, momentOf } from './next_word.ts'

/** When the requester was promised to hear again; the owner sets it. */
export function NextWord({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [opened, form] = useDisclosure()
  const shown = ticket.next_word_by ? (
    <Deadline by={ticket.next_word_by} />
  ) : (
    <Text span inherit c="dimmed">
      {t('ticket.nextWordNone')}
    </Text>
  )
  if (!ticket.can.set_next_word) return shown
  return (
    <Popover opened={opened} onChange={form.toggle} trapFocus width={270} shadow="md">
      <Popover.Target>
        <UnstyledButton onClick={form.toggle} fz="inherit">
          <VisuallyHidden>{t('ticket.nextWordBy')}</VisuallyHidden> {shown}{' '}
          <IconPencil size={14} aria-hidden="true" style={{ verticalAlign: -2 }} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ticket.nextWordBy')}>
        <NextWordForm ticket={ticket} onDone={form.close} />
      </Popover.Dropdown>
    </Popover>
  )
}

function NextWordForm({ ticket, onDone }: { ticket: TicketPage; onDone: () => void }) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [at, setAt] = useState(() =>
    toLocalInput(ticket.next_word_by ?? momentOf('h4', new Date()).toISOString()),
  )
  const set = (by: Date) =>
    verb.mutate(() => setNextWord(ticket.number, by.toISOString()), { onSuccess: onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set(new Date(at))
  }
  return (
    <Stack gap="xs" component="form" onSubmit={submit}>
      <Group gap={6}>
        {CHOICES.map((choice) => (
          <Button
            key={choice}
            size="compact-sm"
            variant="default"
            onClick={() => set(momentOf(choice, new Date()))}
          >
            {t(`ticket.nextWordIn.${choice}`)}
          </Button>
        ))}
      </Group>
      <Group gap={6} align="flex-end" wrap="nowrap">
        <TextInput
          type="datetime-local"
          label={t('ticket.nextWordBy')}
          value={at}
          required
          withAsterisk={false}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Button type="submit" loading={verb.isPending}>
          {t('ticket.nextWordSet')}
        </Button>
      </Group>
      <ErrorNote error={verb.error} />
    </Stack>
  )
}
