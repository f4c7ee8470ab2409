import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { usePushHere } from '../../state/reaching.ts'
import { Problem } from '../../wire/http.ts'
import { canPush, PushRefused } from '../../wire/push.ts'

/** Whether this browser takes pushes, and the switch for it. */
export function PushHere({ pushKey, on }: { pushKey: string; on: boolean }) {
  const { t } = useTranslation()
  const push = usePushHere(pushKey)
  if (!canPush()) {
    return (
      <Text size="sm" c="dimmed">
        {t('account.pushCannot')}
      </Text>
    )
  }
  const refused = push.error instanceof PushRefused
  return (
    <>
      <Group justify="space-between">
        <Text size="sm">{t(on ? 'account.pushOn' : 'account.pushOff')}</Text>
        <Button
          size="compact-sm"
          variant="default"
          loading={push.isPending}
          onClick={() => push.mutate(!on)}
        >
          {t(on ? 'account.pushEnd' : 'account.pushBegin')}
        </Button>
      </Group>
      {push.error instanceof Problem ? (
        <ErrorNote error={push.error} />
      ) : (
        push.error && (
          <Text size="sm" role="alert">
            {t(refused ? 'account.pushRefused' : 'account.pushFailed')}
          </Text>
        )
      )}
    </>
  )
}
