import { Button, Group, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { useBoardVerb } from '../../../state/board.ts'
import classes from './board.module.css'

interface Props {
  label: string
  words?: string
  /** What the button that does it says. */
  go: string
  /** It can be done without a word too. */
  optional?: boolean
  most: number
  save: (words: string) => Promise<unknown>
  onClose: () => void
}

/** A few words in place: Enter saves, Escape leaves. */
export function ShortForm({ label, words = '', go, optional, most, save, onClose }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(words)
  const verb = useBoardVerb()
  const missing = !optional && !text.trim()
  const submit = () => {
    if (missing || verb.isPending) return
    verb.mutate(() => save(text.trim()), { onSuccess: onClose })
  }
  return (
    <form
      className={classes.line}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit()
      }}
    >
      <Textarea
        autoFocus
        size="sm"
        label={optional ? `${label} (${t('shared.optional')})` : label}
        value={text}
        maxLength={most}
        readOnly={verb.isPending}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            submit()
          }
        }}
        autosize
        minRows={1}
        maxRows={6}
      />
      <ErrorNote error={verb.error} />
      <Group gap={6}>
        <Button type="submit" size="compact-xs" loading={verb.isPending} disabled={missing}>
          {go}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onClose}>
          {t('shared.cancel')}
        </Button>
      </Group>
    </form>
  )
}
