import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { InvitationCard } from '../../contract/swarm.ts'
import { useMe } from '../../state/me.ts'
import { useAnswerInvitation, useHelpAtOnce, usePutOff } from '../../state/notices.ts'
import { ErrorNote } from '../feedback/ErrorNote.tsx'
import { seesDesk } from '../frame/Nav.tsx'
import { Deadline } from '../text/Deadline.tsx'
import { Decline } from './Decline.tsx'
import { Later } from './Later.tsx'
import { OneMessage } from './OneMessage.tsx'

/** Somebody asks me to help: what for, why me, and my answer in one tap. */
export function InvitationCall({ card, onDone }: { card: InvitationCard; onDone?: () => void }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [doing, setDoing] = useState<'declining' | 'answering' | null>(null)
  const me = useMe()
  const answer = useAnswerInvitation()
  const later = usePutOff()
  const help = useHelpAtOnce()
  const back = () => setDoing(null)
  const join = () => {
    const enter = () => {
      onDone?.()
      go(`/swarms/${card.swarm}`)
    }
    // The desk may tell that it is answered, and this be gone, before the answer itself is there.
    answer.mutateAsync({ id: card.id, answer: 'accepted' }).then(enter, () => undefined)
  }
  return (
    <Stack gap={6}>
      <Text size="sm">
        <b>{card.by.name}</b> {t('notices.asksYou')}
        {' · '}
        <Deadline by={card.expires_at} over={t('ticket.expired')} />
      </Text>
      {(card.subject || card.ticket) && (
        <Text fw={600} size="sm">
          {card.subject ?? `#${card.ticket?.number} ${card.ticket?.summary}`}
        </Text>
      )}
      {card.help_needed && <Text size="sm">{card.help_needed}</Text>}
      {card.note && <Text size="sm">“{card.note}”</Text>}
      <Reasons card={card} />
      <ErrorNote error={answer.error ?? later.error ?? help.error} />
      {doing === 'answering' && (
        <OneMessage
          busy={help.isPending}
          onBack={back}
          onSend={(body) => help.mutate({ id: card.id, body }, { onSuccess: onDone })}
        />
      )}
      {doing === 'declining' && (
        <Decline
          busy={answer.isPending}
          onBack={back}
          onDecline={(no) =>
            answer.mutate({ id: card.id, answer: 'declined', ...no }, { onSuccess: onDone })
          }
        />
      )}
      {doing === null && (
        <Group gap="xs">
          <Button size="compact-md" onClick={join} loading={answer.isPending}>
            {t('notices.join')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setDoing('declining')}>
            {t('notices.cannot')}
          </Button>
          <Later
            busy={later.isPending}
            onLater={(until) => later.mutate({ id: card.id, until }, { onSuccess: onDone })}
          />
          {seesDesk(me) && (
            <Button size="compact-md" variant="default" onClick={() => setDoing('answering')}>
              {t('notices.oneMessageGo')}
            </Button>
          )}
          <Button
            size="compact-md"
            variant="subtle"
            component={Link}
            href={`/swarms/${card.swarm}`}
          >
            {t('notices.look')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Reasons({ card }: { card: InvitationCard }) {
  const { t } = useTranslation()
  if (card.reasons.length === 0) return null
  return (
    <Text size="sm" c="dimmed" component="div">
      {t('notices.whyYou')}{' '}
      {card.reasons.slice(0, 2).map((reason, index) => (
        <span key={reason.text}>
          {index > 0 && '; '}
          {reason.text}
        </span>
      ))}
    </Text>
  )
}
