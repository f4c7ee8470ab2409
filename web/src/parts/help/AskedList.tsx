import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation, SwarmPage } from '../../contract/swarm.ts'
import { useSwarmVerb, withdrawInvitation } from '../../state/swarm.ts'
import { sayError } from '../feedback/say.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import { Moment } from '../text/Moment.tsx'
import { fullTime, useNow, useSpans } from '../text/time.ts'
import classes from './help.module.css'

const MINUTE_MS = 60_000

/** Who was asked: sent, seen, answered, or how long the call still stands. */
export function AskedList({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  if (page.invitations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('ticket.nobodyAsked')}
      </Text>
    )
  }
  return (
    <ul className="plain-list">
      {[...page.invitations].reverse().map((one) => (
        <Asked key={one.id} invitation={one} page={page} />
      ))}
    </ul>
  )
}

function Asked({ invitation, page }: { invitation: Invitation; page: SwarmPage }) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  return (
    <li className={classes.asked}>
      <PersonChip person={invitation.person} size="sm" />
      {invitation.answer === null && page.can.invite ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={verb.isPending}
          aria-label={`${t('ticket.withdraw')}: ${invitation.person.name}`}
          onClick={() =>
            verb.mutate(() => withdrawInvitation(invitation.id), { onError: sayError })
          }
        >
          {t('ticket.withdraw')}
        </Button>
      ) : (
        <span />
      )}
      <Text size="xs" c="dimmed" style={{ gridColumn: '1 / -1' }}>
        <Course invitation={invitation} />
      </Text>
    </li>
  )
}

function Course({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation()
  const now = useNow()
  const { within } = useSpans()
  if (invitation.answer) {
    return (
      <>
        {t(`ticket.answer.${invitation.answer}`)}
        {invitation.reason && `: ${invitation.reason}`}
        {invitation.answered_at && (
          <>
            {' · '}
            <Moment at={invitation.answered_at} />
          </>
        )}
      </>
    )
  }
  if (invitation.later_at) {
    return <>{t('ticket.later', { at: fullTime(invitation.later_at) })}</>
  }
  const left = Date.parse(invitation.expires_at) - now
  return (
    <>
      {t('ticket.sent')} <Moment at={invitation.sent_at} />
      {invitation.ways
        .filter((one) => one.state !== 'void')
        .map((one) => (
          <span key={one.way}>
            {' · '}
            {t(`ticket.way.${one.way}.${one.state as 'sent'}`)}
          </span>
        ))}
      {invitation.seen_at && (
        <>
          {' · '}
          {t('ticket.seen')}
        </>
      )}
      {' · '}
      {left <= 0
        ? t('ticket.expired')
        : t('ticket.expires', { when: within(Math.max(MINUTE_MS, left)) })}
      {left > 0 &&
        invitation.expires_there &&
        `: ${t('ticket.there', { at: invitation.expires_there })}`}
    </>
  )
}
