import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { InvitationCard } from '../../contract/swarm.ts'
import { useAnswerInvitation } from '../../state/notices.ts'
import { ErrorNote } from '../feedback/ErrorNote.tsx'
import { Deadline } from '../text/Deadline.tsx'

/** Somebody asks me to help: what for, why me, and my answer in one tap. */
export function InvitationCall({ card, onDone }: { card: InvitationCard; onDone?: () => void }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [declining, setDeclining] = useState(false)
  const answer = useAnswerInvitation()
  const join = () =>
    answer.mutate(
      { id: card.id, answer: 'accepted' },
      {
        onSuccess: () => {
          onDone?.()
          go(`/swarms/${card.swarm}`)
        },
      },
    )
  return (
    <Stack gap={6}>
      <Text size="sm">
        <b>{card.by.name}</b> {t('notices.asksYou')}
        {' · '}
        <Deadline by={card.expires_at} />
      </Text>
      {card.ticket && (
        <Text fw={600} size="sm">
          #{card.ticket.number} {card.ticket.summary}
        </Text>
      )}
      {card.help_needed && <Text size="sm">{card.help_needed}</Text>}
      {card.note && <Text size="sm">“{card.note}”</Text>}
      <Reasons card={card} />
      <ErrorNote error={answer.error} />
      {declining ? (
        <Decline
          busy={answer.isPending}
          onBack={() => setDeclining(false)}
          onDecline={(reason) =>
            answer.mutate({ id: card.id, answer: 'declined', reason }, { onSuccess: onDone })
          }
        />
      ) : (
        <Group gap="xs">
          <Button size="compact-md" onClick={join} loading={answer.isPending}>
            {t('notices.join')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setDeclining(true)}>
            {t('notices.cannot')}
          </Button>
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

const NO_REASONS = ['busy', 'notMine', 'away', 'other'] as const

interface DeclineProps {
  busy: boolean
  onBack: () => void
  onDecline: (reason: string) => void
}

function Decline({ busy, onBack, onDecline }: DeclineProps) {
  const { t } = useTranslation()
  const [code, setCode] = useState<string>('busy')
  const [text, setText] = useState('')
  const said = NO_REASONS.find((reason) => reason === code) ?? 'other'
  const reason = said === 'other' ? text.trim() : t(`notices.no.${said}`)
  return (
    <Stack gap={6}>
      <Select
        label={t('notices.whyNot')}
        data={NO_REASONS.map((value) => ({ value, label: t(`notices.no.${value}`) }))}
        value={code}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => setCode(value ?? 'busy')}
      />
      {said === 'other' && (
        <TextInput
          aria-label={t('notices.whyNot')}
          value={text}
          maxLength={300}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Group gap="xs">
        <Button size="compact-md" loading={busy} onClick={() => onDecline(reason)}>
          {t('notices.sayNo')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onBack}>
          {t('shared.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
