import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Wordmark } from '../../parts/look/Logo.tsx'
import { useComeIn } from '../../state/guests.ts'
import classes from './sign_in.module.css'

/** A guest's link: used by a press, so that a mail scanner that opens it does not spend it. */
export function GuestDoor() {
  const { t } = useTranslation()
  useDocumentTitle(`${t('guests.doorTitle')} · Swarm`)
  const { secret = '' } = useParams<{ secret: string }>()
  const [, go] = useLocation()
  const enter = useComeIn()
  const comeIn = () =>
    enter.mutate(secret, { onSuccess: (me) => go(`/swarms/${me.room}`, { replace: true }) })
  return (
    <main className={classes.page}>
      <Paper className={classes.card} p="xl">
        <Stack gap="md">
          <Wordmark />
          <div>
            <Title order={1}>{t('guests.doorTitle')}</Title>
            <Text c="dimmed" size="sm">
              {t('guests.doorHint')}
            </Text>
          </div>
          <ErrorNote error={enter.error} />
          {enter.error && <Text size="sm">{t('guests.doorVoid')}</Text>}
          <Button loading={enter.isPending} onClick={comeIn}>
            {t('guests.doorGo')}
          </Button>
        </Stack>
      </Paper>
    </main>
  )
}
