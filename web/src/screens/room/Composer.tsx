import { ActionIcon, Loader, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { newClientId, useDraft } from '../../state/drafts.ts'
import type { usePost } from '../../state/room.ts'
import { useTellTyping } from '../../state/typing.ts'
import classes from './room.module.css'

interface Props {
  page: SwarmPage
  posting: ReturnType<typeof usePost>
}

/**
 * Enter sends, Shift+Enter makes a new line. While the words travel they stay here; they appear
 * above when their line comes back. A failed try is repeated under the same id.
 */
export function Composer({ page, posting }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useDraft(`room-${page.id}`)
  const clientId = useRef(newClientId())
  const field = useRef<HTMLTextAreaElement>(null)
  const tell = useTellTyping(`swarms/${page.id}`)
  const send = () => {
    const body = words.trim()
    if (!body || posting.isPending) return
    posting.mutate(
      { body, client_id: clientId.current },
      {
        onSuccess: () => {
          clientId.current = newClientId()
          setWords('')
        },
        onSettled: () => requestAnimationFrame(() => field.current?.focus()),
      },
    )
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ErrorNote error={posting.error} onRetry={send} />
      <Textarea
        ref={field}
        aria-label={t('room.say')}
        placeholder={t('room.placeholder')}
        value={words}
        readOnly={posting.isPending}
        onChange={(event) => {
          // Other words are another message, not a repeated try.
          if (posting.error) clientId.current = newClientId()
          setWords(event.currentTarget.value)
          tell()
        }}
        onKeyDown={onKey}
        autosize
        minRows={1}
        maxRows={10}
        maxLength={20_000}
        rightSectionWidth={44}
        rightSection={
          <ActionIcon
            type="submit"
            size="lg"
            aria-label={t(posting.isPending ? 'room.sending' : 'room.send')}
            disabled={words.trim() === ''}
          >
            {posting.isPending ? <Loader size={16} color="white" /> : <IconSend2 size={18} />}
          </ActionIcon>
        }
      />
      <div className={classes.hint}>{t('room.markdown')}</div>
    </form>
  )
}
