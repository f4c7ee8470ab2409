import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams, useSearch } from 'wouter'
import type { Call } from '../../contract/reaching.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { useAnswerCall, useCall } from '../../state/reaching.ts'
import { MailDoor } from './MailDoor.tsx'

/** A call's link out of a mail: it is answered by a press, since scanners open links too. */
export function CallDoor() {
  const { t } = useTranslation()
  const { seal = '' } = useParams<{ seal: string }>()
  const call = useCall(seal)
  return (
    <MailDoor
      title={call.data ? t('reaching.callTitle', { name: call.data.by }) : t('reaching.call')}
      error={call.error}
      void={t('reaching.callVoid')}
    >
      {call.isPending && <WaitingRows count={3} />}
      {call.data && <Said call={call.data} seal={seal} />}
    </MailDoor>
  )
}

function Said({ call, seal }: { call: Call; seal: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Text fw={600}>{call.subject}</Text>
      <Text style={{ whiteSpace: 'pre-line' }}>{call.ask}</Text>
      {call.note && <Text>“{call.note}”</Text>}
      {call.answer === null ? (
        <Answer call={call} seal={seal} />
      ) : (
        <Text role="status">{t(`reaching.answer.${call.answer as 'accepted'}`)}</Text>
      )}
      <Text size="sm">
        <a href={`/swarms/${call.swarm}`} className="more-link">
          {t('reaching.toRoom')}
        </a>
      </Text>
    </>
  )
}

function Answer({ call, seal }: { call: Call; seal: string }) {
  const { t } = useTranslation()
  const no = new URLSearchParams(useSearch()).get('say') === 'no'
  const answer = useAnswerCall(seal)
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('reaching.callFor', { name: call.person, until: call.until })}
      </Text>
      <ErrorNote error={answer.error} />
      <Group>
        <Button
          variant={no ? 'default' : 'filled'}
          loading={answer.isPending}
          onClick={() => answer.mutate('accepted')}
        >
          {t('reaching.yes')}
        </Button>
        <Button
          variant={no ? 'filled' : 'default'}
          loading={answer.isPending}
          onClick={() => answer.mutate('declined')}
        >
          {t('reaching.no')}
        </Button>
      </Group>
    </>
  )
}
