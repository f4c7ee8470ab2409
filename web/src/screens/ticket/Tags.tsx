import { ActionIcon, Autocomplete, Badge, Group, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { sayError } from '../../parts/feedback/say.ts'
import { QUIET } from '../../parts/look/quiet.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { addTag, removeTag } from '../../state/ticket_verbs.ts'
import { useTicketFields } from '../../state/tickets.ts'

/** Free words on the ticket. */
export function Tags({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const fields = useTicketFields()
  const verb = useTicketVerb(ticket.number)
  const [typed, setTyped] = useState('')
  const add = (event: FormEvent) => {
    event.preventDefault()
    const tag = typed.trim()
    if (!tag) return
    verb.mutate(() => addTag(ticket.number, tag), {
      onSuccess: () => setTyped(''),
      onError: sayError,
    })
  }
  const drop = (tag: string) =>
    verb.mutate(() => removeTag(ticket.number, tag), { onError: sayError })
  return (
    <section aria-label={t('ticket.tags')}>
      <Title order={3} mb={4}>
        {t('ticket.tags')}
      </Title>
      <Group gap={6} component="form" onSubmit={add}>
        {ticket.tags.map((tag) => (
          <Badge
            key={tag}
            variant="default"
            tt="none"
            fw={500}
            rightSection={
              ticket.can.edit && (
                <ActionIcon
                  size={18}
                  {...QUIET}
                  aria-label={t('ticket.removeTag', { name: tag })}
                  onClick={() => drop(tag)}
                >
                  <IconX size={12} />
                </ActionIcon>
              )
            }
          >
            {tag}
          </Badge>
        ))}
        {ticket.can.edit && (
          <Autocomplete
            size="xs"
            w={130}
            aria-label={t('ticket.addTag')}
            placeholder={t('ticket.addTag')}
            data={(fields.data?.tags ?? []).filter((tag) => !ticket.tags.includes(tag))}
            limit={8}
            value={typed}
            maxLength={40}
            onChange={setTyped}
          />
        )}
      </Group>
    </section>
  )
}
