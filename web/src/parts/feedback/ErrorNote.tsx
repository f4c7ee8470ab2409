import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { explain } from './explain.ts'

interface Props {
  error: unknown
  /** Offered as “Try again”. */
  onRetry?: () => void
}

/** An error where it happened, in plain words; nothing when there is none. */
export function ErrorNote({ error, onRetry }: Props) {
  const { t } = useTranslation()
  if (!error) return null
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      py="xs"
    >
      <Group justify="space-between" gap="sm">
        <span>{explain(error, t)}</span>
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('shared.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
