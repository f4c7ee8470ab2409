import { ActionIcon, Checkbox, Loader, Textarea } from '@mantine/core'
import { IconSend2, IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import type { usePost } from '../../../state/words.ts'
import { WhoReads } from '../guests/readers.tsx'
import { usePlace } from '../message/place.ts'
import classes from '../room.module.css'
import talk from '../talk/talk.module.css'
import { Carried, ChooseFiles } from './Carried.tsx'
import { Completions } from './Completions.tsx'
import type { RoomVerbs } from './commanding.ts'
import type { Quoting } from './quoting.ts'
import type { InThread } from './sending.ts'
import { useWriting } from './writing.ts'

interface Props {
  posting: ReturnType<typeof usePost>
  quoting: Quoting
  /** The message whose thread this writes to. */
  thread?: InThread
  autoFocus?: boolean
  /** What commands may ask of the room; without them there are none. */
  verbs?: RoomVerbs
  /** Word the last message of one's own anew: Arrow up where nothing is written. */
  onEditLast?: () => void
}

/** Enter sends, Shift+Enter makes a new line. What was sent appears when its line comes back. */
export function Composer({ posting, quoting, thread, autoFocus, verbs, onEditLast }: Props) {
  const { t } = useTranslation()
  const writing = useWriting({ posting, quoting, thread, verbs, onEditLast })
  const { field, words, send, also, setAlso, completing, carrying } = writing
  const { page } = usePlace()
  const inThread = thread !== undefined
  useEffect(() => {
    if (quoting.quoted || autoFocus) field.current?.focus()
  }, [quoting.quoted, autoFocus, field])
  return (
    <form
      className={`${classes.composer} ${carrying.over ? talk.over : ''}`}
      {...carrying.field}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ErrorNote error={posting.error} onRetry={send} />
      <WhoReads
        page={page}
        aside={writing.aside}
        bound={writing.bound}
        onChange={writing.setAside}
      />
      <Quote quoting={quoting} />
      <Carried carrying={carrying} />
      <div className={talk.field}>
        <Completions completing={completing} />
        <Textarea
          ref={field}
          {...completing.props}
          aria-label={t(inThread ? 'talk.answerHere' : 'room.say')}
          placeholder={t(inThread ? 'talk.answerPlaceholder' : 'room.placeholder')}
          value={words}
          readOnly={posting.isPending}
          onChange={(event) => writing.change(event.currentTarget.value)}
          onSelect={(event) => writing.setCaret(event.currentTarget.selectionStart)}
          onKeyDown={writing.onKey}
          autosize
          minRows={1}
          maxRows={10}
          maxLength={20_000}
          rightSectionWidth={44}
          rightSection={<Send sending={posting.isPending} empty={writing.nothing} />}
        />
      </div>
      <div className={talk.below}>
        <ChooseFiles carrying={carrying} />
        {inThread ? (
          <Checkbox
            size="xs"
            label={t('talk.also')}
            checked={also}
            onChange={(event) => setAlso(event.currentTarget.checked)}
          />
        ) : (
          <span className={talk.hint}>{t('talk.hint')}</span>
        )}
      </div>
    </form>
  )
}

function Send({ sending, empty }: { sending: boolean; empty: boolean }) {
  const { t } = useTranslation()
  return (
    <ActionIcon
      type="submit"
      size="lg"
      aria-label={t(sending ? 'room.sending' : 'room.send')}
      disabled={empty}
    >
      {sending ? <Loader size={16} color="white" /> : <IconSend2 size={18} />}
    </ActionIcon>
  )
}

/** What is quoted, with a way to leave it out. */
function Quote({ quoting }: Pick<Props, 'quoting'>) {
  const { t } = useTranslation()
  const { name } = usePlace()
  const { quoted, drop } = quoting
  if (!quoted) return null
  return (
    <div className={talk.quoting}>
      <span>
        <b>{name(quoted.author)}</b> {quoted.body?.slice(0, 160)}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('talk.dropQuote')}
        onClick={drop}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  )
}
