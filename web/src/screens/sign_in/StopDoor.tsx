import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { useStop, useStopMails } from '../../state/reaching.ts'
import { MailDoor } from './MailDoor.tsx'

/** The link at the end of a mail: no more mails of this kind, by one press. */
export function StopDoor() {
  const { t } = useTranslation()
  const { seal = '' } = useParams<{ seal: string }>()
  const stop = useStop(seal)
  const end = useStopMails(seal)
  return (
    <MailDoor title={t('reaching.stop')} error={stop.error} void={t('reaching.stopVoid')}>
      {stop.data && (
        <>
          <Text>
            {t('reaching.stopOf', {
              name: stop.data.person,
              kind: t(`account.kind.${stop.data.kind}`),
            })}
          </Text>
          <ErrorNote error={end.error} />
          {stop.data.stopped ? (
            <Text role="status">{t('reaching.stopped')}</Text>
          ) : (
            <Group>
              <Button loading={end.isPending} onClick={() => end.mutate()}>
                {t('reaching.stopGo')}
              </Button>
            </Group>
          )}
          <Text size="sm">
            <a href="/me" className="more-link">
              {t('reaching.toAccount')}
            </a>
          </Text>
        </>
      )}
    </MailDoor>
  )
}
