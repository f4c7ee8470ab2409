import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AlikeNotice, TaskNotice } from '../../contract/reaching.ts'
import type { MentionCard, OfferCard } from '../../contract/swarm.ts'
import type { Handover, TicketRow } from '../../contract/ticket.ts'
import { type Notices, useAnswerOffer } from '../../state/notices.ts'
import { EmptyState } from '../feedback/EmptyState.tsx'
import { sayError } from '../feedback/say.ts'
import { Deadline } from '../text/Deadline.tsx'
import { Moment } from '../text/Moment.tsx'
import { InvitationCall } from './InvitationCall.tsx'

/** Everything that waits for an answer or a word, most pressing first. */
export function NoticeList({ notices }: { notices: Notices | undefined }) {
  const { t } = useTranslation()
  if (!notices) return null
  const { invitations, handovers, offers, overdue, mentions, tasks, alike } = notices
  const lists = [invitations, handovers, offers, overdue, mentions, tasks, alike]
  if (lists.every((one) => one.length === 0)) {
    return <EmptyState title={t('frame.noticesNone')} />
  }
  return (
    <Stack gap={0}>
      {invitations.map((card) => (
        <Item key={`i${card.id}`}>
          <InvitationCall card={card} />
        </Item>
      ))}
      {handovers.map((card) => (
        <HandoverItem key={`h${card.id}`} card={card} />
      ))}
      {offers.map((card) => (
        <OfferItem key={`o${card.id}`} card={card} />
      ))}
      {mentions.map((card) => (
        <MentionItem key={`m${card.message}`} card={card} />
      ))}
      {overdue.map((ticket) => (
        <OverdueItem key={`t${ticket.number}`} ticket={ticket} />
      ))}
      {tasks.map((task) => (
        <TaskItem key={`k${task.id}`} task={task} />
      ))}
      {alike.map((one) => (
        <AlikeItem key={`a${one.ticket}`} one={one} />
      ))}
    </Stack>
  )
}

function Item({ children }: { children: ReactNode }) {
  return <div className="row">{children}</div>
}

function HandoverItem({ card }: { card: Handover }) {
  const { t } = useTranslation()
  return (
    <Item>
      <Text size="sm">
        {t('notices.handover', {
          name: card.by?.name ?? t('shared.deskItself'),
        })}
      </Text>
      <Link href={`/tickets/${card.ticket.number}`} className="row-link">
        #{card.ticket.number} {card.ticket.summary}
      </Link>
    </Item>
  )
}

function OfferItem({ card }: { card: OfferCard }) {
  const { t } = useTranslation()
  const answer = useAnswerOffer()
  const give = (said: 'accepted' | 'declined') =>
    answer.mutate({ id: card.id, answer: said }, { onError: sayError })
  return (
    <Item>
      <Text size="sm">{t('notices.offer', { name: card.person.name })}</Text>
      <Text size="sm" fw={550}>
        {card.subject}
      </Text>
      {card.note && <Text size="sm">“{card.note}”</Text>}
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" onClick={() => give('accepted')} loading={answer.isPending}>
          {t('notices.takeOffer')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => give('declined')}>
          {t('notices.noThanks')}
        </Button>
      </Group>
    </Item>
  )
}

function MentionItem({ card }: { card: MentionCard }) {
  const { t } = useTranslation()
  return (
    <Item>
      <Text size="sm">
        {t('notices.mention', { name: card.by.name })} · <Moment at={card.at} />
      </Text>
      <Link href={`/swarms/${card.swarm}?line=${card.seq}`} className="row-link">
        {card.text ?? t('room.erased')}
      </Link>
    </Item>
  )
}

function TaskItem({ task }: { task: TaskNotice }) {
  const { t } = useTranslation()
  return (
    <Item>
      <Text size="sm">
        {t('notices.task', { name: task.by.name })}
        {task.due && (
          <>
            {' · '}
            <Deadline by={task.due} />
          </>
        )}
      </Text>
      <Link href={`/swarms/${task.swarm}`} className="row-link">
        {task.text}
      </Link>
    </Item>
  )
}

function AlikeItem({ one }: { one: AlikeNotice }) {
  const { t } = useTranslation()
  const percent = Math.round(one.similarity * 100)
  return (
    <Item>
      <Text size="sm">
        {t('notices.alike', { percent, like: one.like })} · <Moment at={one.at} />
      </Text>
      <Link href={`/tickets/${one.ticket}`} className="row-link">
        #{one.ticket} {one.summary}
      </Link>
    </Item>
  )
}

function OverdueItem({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation()
  return (
    <Item>
      <Text size="sm">
        {t(`notices.overdue.${ticket.due_kind ?? 'next_word'}`)}
        {ticket.due_at && (
          <>
            {' · '}
            <Deadline by={ticket.due_at} />
          </>
        )}
      </Text>
      <Link href={`/tickets/${ticket.number}`} className="row-link">
        #{ticket.number} {ticket.summary}
      </Link>
    </Item>
  )
}
