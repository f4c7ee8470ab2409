import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  busy: boolean
  onBack: () => void
  onSend: (body: string) => void
}

/** Help in one message, without joining. */
export function OneMessage({ busy, onBack, onSend }: Props) {
  const { t } = useTranslation()
  const [body, setBody] = useState('')
  return (
    <Stack gap={6}>
      <Textarea
        label={t('notices.oneMessage')}
        description={t('notices.oneMessageHint')}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={20_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          size="compact-md"
          loading={busy}
          disabled={body.trim() === ''}
          onClick={() => onSend(body)}
        >
          {t('notices.sendAnswer')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onBack}>
          {t('shared.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
