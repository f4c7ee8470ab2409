import { CloseButton, Paper, Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRoute } from 'wouter'
import type { InvitationCard } from '../../contract/swarm.ts'
import { useMe } from '../../state/me.ts'
import { markSeen, useNotices } from '../../state/notices.ts'
import { useWishes } from '../../state/reaching.ts'
import { InvitationCall } from './InvitationCall.tsx'
import classes from './notices.module.css'

/**
 * Invitations reach a person wherever they are in the client: a card in the corner until it is
 * answered or put away; put away, it still waits behind the bell.
 */
export function InvitationCalls() {
  const { t } = useTranslation()
  const notices = useNotices()
  const [away, setAway] = useState<ReadonlySet<number>>(new Set())
  const [inRoom, params] = useRoute('/swarms/:id')
  const me = useMe()
  const wishes = useWishes()
  const wanted = wishes.data?.ways.find((one) => one.kind === 'invitation')?.client ?? true
  const quiet = me.reach === 'quiet' || !wanted
  const cards = (quiet ? [] : (notices.data?.invitations ?? [])).filter(
    (card) => !away.has(card.id) && !(inRoom && Number(params.id) === card.swarm),
  )
  const putAway = (id: number) => setAway((before) => new Set([...before, id]))
  return (
    <Stack
      gap="xs"
      className={classes.corner}
      role="region"
      aria-live="assertive"
      aria-label={t('notices.region')}
    >
      {cards.slice(0, 2).map((card) => (
        <Call key={card.id} card={card} onAway={() => putAway(card.id)} />
      ))}
    </Stack>
  )
}

function Call({ card, onAway }: { card: InvitationCard; onAway: () => void }) {
  const { t } = useTranslation()
  useEffect(() => {
    markSeen(card.id).catch(() => undefined)
  }, [card.id])
  return (
    <Paper className={classes.call} shadow="lg" p="md" role="group" aria-label={t('notices.title')}>
      <CloseButton
        className={classes.later}
        size="sm"
        onClick={onAway}
        aria-label={t('notices.later')}
        title={t('notices.later')}
      />
      <InvitationCall card={card} />
    </Paper>
  )
}
