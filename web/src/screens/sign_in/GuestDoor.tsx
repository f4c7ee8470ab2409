import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { useComeIn } from '../../state/guests.ts'
import { LinkDoor } from './LinkDoor.tsx'

/** A guest's link into one room. */
export function GuestDoor() {
  const { t } = useTranslation()
  const { secret = '' } = useParams<{ secret: string }>()
  const [, go] = useLocation()
  const enter = useComeIn()
  return (
    <LinkDoor
      title={t('guests.doorTitle')}
      hint={t('guests.doorHint')}
      go={t('guests.doorGo')}
      otherwise={<Text size="sm">{t('guests.doorVoid')}</Text>}
      error={enter.error}
      busy={enter.isPending}
      onGo={() =>
        enter.mutate(secret, { onSuccess: (me) => go(`/swarms/${me.room}`, { replace: true }) })
      }
    />
  )
}
