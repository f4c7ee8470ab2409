import { Box, Button, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { Reply, TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { Prose } from '../../parts/text/Prose.tsx'
import { fixToTell, solvedUntold } from '../../parts/tickets/first_word.ts'
import { ToldNothing } from '../../parts/tickets/ToldNothing.tsx'
import { useEarlierReplies } from '../../state/ticket.ts'
import { Composer } from './Composer.tsx'
import classes from './ticket.module.css'

interface Props {
  ticket: TicketPage
  desk: boolean
}

/** The request, what was answered in public, and what colleagues noted among themselves. */
export function Conversation({ ticket, desk }: Props) {
  const { t } = useTranslation()
  return (
    <Panel title={t('ticket.conversation')} flush>
      <div role="log" aria-label={t('ticket.conversation')}>
        <article className={`${classes.entry} ${classes.requester}`}>
          <Byline author={ticket.requester} at={ticket.created_at} plain={!desk}>
            {t('ticket.asked')}
          </Byline>
          <Prose html={ticket.description_html} />
        </article>
        <Earlier ticket={ticket} plain={!desk} />
        {ticket.replies.map((reply) => (
          <Entry key={reply.id} reply={reply} requester={ticket.requester} plain={!desk} />
        ))}
        {ticket.replies.length === 0 && (
          <Text size="sm" c="dimmed" px="md" py="sm">
            {t(ticket.can.reply && desk ? 'ticket.noRepliesOwner' : 'ticket.noReplies')}
          </Text>
        )}
      </div>
      {desk && solvedUntold(ticket) && ticket.can.reply && (
        <Box px="md" py="sm">
          <ToldNothing ticket={ticket} then="ended" />
        </Box>
      )}
      {(ticket.can.reply || ticket.can.note) && (
        <Composer key={fixToTell(ticket) ? 'told-nothing' : 'usual'} ticket={ticket} desk={desk} />
      )}
    </Panel>
  )
}

/** Replies before those that came with the page. */
function Earlier({ ticket, plain }: { ticket: TicketPage; plain: boolean }) {
  const { t } = useTranslation()
  const first = ticket.replies[0]
  const earlier = useEarlierReplies(ticket.number, first?.id)
  const pages = earlier.data?.pages ?? []
  const more = pages.length === 0 ? ticket.earlier_replies : earlier.hasNextPage
  return (
    <>
      {more && (
        <Button
          variant="subtle"
          size="compact-sm"
          m="xs"
          loading={earlier.isFetching}
          onClick={() => void (pages.length === 0 ? earlier.refetch() : earlier.fetchNextPage())}
        >
          {t('ticket.earlierReplies')}
        </Button>
      )}
      <ErrorNote error={earlier.error} />
      {[...pages]
        .reverse()
        .flatMap((page) =>
          page.items.map((reply) => (
            <Entry key={reply.id} reply={reply} requester={ticket.requester} plain={plain} />
          )),
        )}
    </>
  )
}

interface EntryProps {
  reply: Reply
  requester: PersonRef | null
  plain: boolean
}

function Entry({ reply, requester, plain }: EntryProps) {
  const { t } = useTranslation()
  const own = reply.author !== null && reply.author.id === requester?.id
  const look = reply.public ? (own ? classes.requester : '') : classes.private
  return (
    <article className={`${classes.entry} ${look}`} id={`reply-${reply.id}`}>
      <Byline author={reply.author} at={reply.at} plain={plain}>
        {!reply.public && (
          <span className={classes.notemark}>
            <IconLock size={14} aria-hidden="true" />
            {t('ticket.privateNote')}
          </span>
        )}
      </Byline>
      {reply.html === null ? (
        <Text size="sm" c="dimmed" fs="italic">
          {t('ticket.erased')}
        </Text>
      ) : (
        <Prose html={reply.html} />
      )}
    </article>
  )
}

interface BylineProps {
  author: PersonRef | null
  at: string
  plain: boolean
  children?: ReactNode
}

function Byline({ author, at, plain, children }: BylineProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.byline}>
      {author ? <PersonChip person={author} plain={plain} /> : <b>{t('shared.deskItself')}</b>}
      {children}
      <Moment at={at} />
    </div>
  )
}
