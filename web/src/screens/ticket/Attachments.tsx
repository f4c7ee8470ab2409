import { Button, Checkbox, FileButton, Group, Text, Title } from '@mantine/core'
import { IconLock, IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { sizeOf } from '../../parts/text/size.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { attach } from '../../state/ticket_verbs.ts'
import classes from './ticket.module.css'

interface Props {
  ticket: TicketPage
  /** Colleagues choose whether the requester sees a file; a requester's own is seen by both. */
  desk?: boolean
}

/** Files: they are always downloaded, never shown in the page. */
export function Attachments({ ticket, desk = true }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [shared, setShared] = useState(false)
  const add = (file: File | null) =>
    file && verb.mutate(() => attach(ticket.number, file, shared || !desk))
  return (
    <section aria-label={t('ticket.attachments')}>
      <Title order={3} mb={4}>
        {t('ticket.attachments')}
      </Title>
      {ticket.attachments.map((file) => (
        <Group key={file.id} gap={6} wrap="nowrap">
          {file.public && !file.restricted ? (
            <IconPaperclip size={15} aria-hidden="true" />
          ) : (
            <IconLock
              size={15}
              aria-label={t(file.restricted ? 'restricted.title' : 'ticket.privateNote')}
              role="img"
            />
          )}
          <a
            href={`/api/attachments/${file.id}`}
            download={file.name}
            className={`more-link ${classes.file}`}
          >
            {file.name}
          </a>
          <Text size="xs" c="dimmed" className={classes.whole}>
            {file.size > 0 && sizeOf(file.size)}
          </Text>
        </Group>
      ))}
      <ErrorNote error={verb.error} />
      {ticket.can.attach && (
        <Group gap="sm" mt={4}>
          <FileButton onChange={add}>
            {(props) => (
              <Button {...props} size="compact-sm" variant="default" loading={verb.isPending}>
                {t('ticket.attach')}
              </Button>
            )}
          </FileButton>
          {desk && (
            <Checkbox
              size="xs"
              label={t('ticket.forRequester')}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
        </Group>
      )}
    </section>
  )
}
