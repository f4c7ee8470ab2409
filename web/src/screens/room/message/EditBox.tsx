import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import type { Message } from '../../../state/talk.ts'
import { editMessage, useMessageVerb } from '../../../state/words.ts'
import { usePlace } from './place.ts'

/** Word a message anew: Enter saves, Escape leaves it as it was. */
export function EditBox({ said, onClose }: { said: Message; onClose: () => void }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [words, setWords] = useState(said.body ?? '')
  const verb = useMessageVerb()
  const save = () => {
    const body = words.trim()
    if (!body || verb.isPending) return
    if (body === said.body) onClose()
    else verb.mutate(() => editMessage(page.id, said.message, body), { onSuccess: onClose })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Textarea
        autoFocus
        aria-label={t('talk.edit')}
        value={words}
        readOnly={verb.isPending}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            save()
          }
        }}
        autosize
        minRows={1}
        maxRows={12}
        maxLength={20_000}
      />
      <ErrorNote error={verb.error} />
      <Group gap="xs" mt={4}>
        <Button type="submit" size="compact-xs" loading={verb.isPending} disabled={!words.trim()}>
          {t('shared.save')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onClose}>
          {t('shared.cancel')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('talk.editHint')}
        </Text>
      </Group>
    </form>
  )
}
