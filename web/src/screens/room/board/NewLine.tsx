import { ActionIcon, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { useBoardVerb } from '../../../state/board.ts'
import classes from './board.module.css'

interface Props {
  label: string
  /** What the button says to those who do not see it. */
  go: string
  save: (text: string) => Promise<unknown>
  /** What can be said besides, once something is written. */
  children?: ReactNode
}

/** One line that is added to the board: Enter puts it there. */
export function NewLine({ label, go, save, children }: Props) {
  const [text, setText] = useState('')
  const verb = useBoardVerb()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const words = text.trim()
    if (!words || verb.isPending) return
    verb.mutate(() => save(words), { onSuccess: () => setText('') })
  }
  return (
    <form className={classes.line} onSubmit={submit}>
      <TextInput
        size="sm"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={500}
        readOnly={verb.isPending}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={
          <ActionIcon
            type="submit"
            variant="subtle"
            aria-label={go}
            title={go}
            disabled={!text.trim()}
            loading={verb.isPending}
          >
            <IconPlus size={16} />
          </ActionIcon>
        }
      />
      {text.trim() && children}
      <ErrorNote error={verb.error} />
    </form>
  )
}
