import { Alert, Button, Group } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reconnect, useConnection } from '../../state/connection.ts'

const PATIENCE_MS = 2500

/** Says that the connection is lost; a short hiccup is not worth a word. */
export function OfflineBanner() {
  const { t } = useTranslation()
  const offline = useConnection() === 'offline'
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(offline), offline ? PATIENCE_MS : 0)
    return () => clearTimeout(timer)
  }, [offline])
  if (!shown) return null
  return (
    <Alert
      className="offline"
      color="honey"
      variant="light"
      role="status"
      icon={<IconCloudOff size={18} />}
      py="xs"
    >
      <Group justify="space-between" gap="sm">
        <span>{t('frame.offline')}</span>
        <Button size="compact-sm" variant="default" onClick={reconnect}>
          {t('frame.reconnect')}
        </Button>
      </Group>
    </Alert>
  )
}
