import { Button, Group, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Handover, TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { useMe } from '../../state/me.ts'
import { useAnswerHandover } from '../../state/notices.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { takeBackHandover } from '../../state/ticket_verbs.ts'
import classes from './ticket.module.css'

/** An offered ownership: what was tried, what is open, what was promised, and the answer. */
export function HandoverPanel({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const me = useMe()
  const { handover } = ticket
  if (!handover) return null
  const mine = handover.to.id === me.id
  return (
    <Panel title={mine ? toMe(handover, t) : t('ticket.offeredTo', { name: handover.to.name })}>
      {standsIn(handover) && (
        <Text size="sm" c="dimmed">
          {t(mine ? 'ticket.standInHint' : 'ticket.standInOther', {
            name: handover.from?.name,
            to: handover.to.name,
          })}
        </Text>
      )}
      {!mine && handover.by && handover.by.id !== me.id && (
        <Text size="sm" c="dimmed">
          {t('ticket.offeredBy', { name: handover.by.name })}
        </Text>
      )}
      <Words handover={handover} />
      {mine ? <Answer handover={handover} /> : <TakeBack ticket={ticket} handover={handover} />}
    </Panel>
  )
}

/** Whether the desk offers it to the substitute of an owner who is away. */
const standsIn = ({ why, from }: Handover) => why === 'absence' && from !== null

/** What the one who is to answer is asked. */
export function toMe(handover: Handover, t: TFunction): string {
  const name = handover.by?.name ?? handover.from?.name ?? t('shared.deskItself')
  return t(standsIn(handover) ? 'ticket.standInYou' : 'ticket.offeredYou', { name })
}

function Words({ handover }: { handover: Handover }) {
  const { t } = useTranslation()
  const parts = [
    [t('ticket.tried'), handover.tried],
    [t('ticket.stillOpen'), handover.still_open],
    [t('ticket.promised'), handover.promised],
  ] as const
  return (
    <dl className={classes.details}>
      {parts
        .filter(([, words]) => words)
        .map(([label, words]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd style={{ whiteSpace: 'pre-wrap' }}>{words}</dd>
          </div>
        ))}
    </dl>
  )
}

function Answer({ handover }: { handover: Handover }) {
  const { t } = useTranslation()
  const answer = useAnswerHandover()
  return (
    <>
      <ErrorNote error={answer.error} />
      <Group gap="xs" mt="sm">
        <Button
          loading={answer.isPending}
          onClick={() => answer.mutate({ id: handover.id, answer: 'accepted' })}
        >
          {t('ticket.accept')}
        </Button>
        <Button
          variant="default"
          onClick={() => answer.mutate({ id: handover.id, answer: 'declined' })}
        >
          {t('ticket.decline')}
        </Button>
      </Group>
    </>
  )
}

function TakeBack({ ticket, handover }: { ticket: TicketPage; handover: Handover }) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  if (!ticket.can.withdraw_handover) {
    return (
      <Text size="sm" c="dimmed" mt={4}>
        {t('ticket.handoverHint')}
      </Text>
    )
  }
  return (
    <>
      <ErrorNote error={verb.error} />
      <Button
        mt="sm"
        variant="default"
        loading={verb.isPending}
        onClick={() => verb.mutate(() => takeBackHandover(handover.id))}
      >
        {t('ticket.takeBack')}
      </Button>
    </>
  )
}
