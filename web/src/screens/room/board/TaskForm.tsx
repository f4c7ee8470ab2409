import { Button, Group, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../contract/board.ts'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { toLocalInput } from '../../../parts/text/time.ts'
import { changeTask, eraseTask, useBoardVerb } from '../../../state/board.ts'
import { useMe } from '../../../state/me.ts'
import { usePlace } from '../message/place.ts'
import classes from './board.module.css'

/** Who does a task and until when, as the server takes it. */
export interface Choice {
  assignee: number | null
  due: string | null
}

export const NO_CHOICE: Choice = { assignee: null, due: null }

interface ChoiceProps {
  choice: Choice
  onChange: (choice: Choice) => void
}

/** Somebody who takes part, or nobody yet; a time, or none. */
export function TaskChoice({ choice, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const members = page.members.filter((one) => one.role !== 'observer').map((one) => one.person)
  return (
    <div className={classes.choice}>
      <Select
        size="xs"
        label={t('board.assignee')}
        placeholder={t('board.nobody')}
        clearable
        data={members.map((one) => ({ value: String(one.id), label: one.name }))}
        value={choice.assignee === null ? null : String(choice.assignee)}
        onChange={(id) => onChange({ ...choice, assignee: id === null ? null : Number(id) })}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        label={t('board.due')}
        value={choice.due ? toLocalInput(choice.due) : ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...choice, due: value ? new Date(value).toISOString() : null })
        }
      />
    </div>
  )
}

/** A task worded anew, given to somebody else, or taken away. */
export function TaskForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const { page } = usePlace()
  const [text, setText] = useState(task.text)
  const [choice, setChoice] = useState<Choice>({
    assignee: task.assignee?.id ?? null,
    due: task.due,
  })
  const verb = useBoardVerb()
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim() || verb.isPending) return
    const changes = { text: text.trim(), ...choice }
    verb.mutate(() => changeTask(page.id, task.id, changes), { onSuccess: onClose })
  }
  const mayErase = task.author.id === me.id || page.can.close === true
  return (
    <li>
      <form
        className={classes.line}
        aria-label={t('board.changeTask', { text: task.text })}
        onSubmit={save}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      >
        <TextInput
          autoFocus
          size="sm"
          aria-label={t('board.newTask')}
          value={text}
          maxLength={500}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TaskChoice choice={choice} onChange={setChoice} />
        <ErrorNote error={verb.error} />
        <Group gap={6}>
          <Button type="submit" size="compact-xs" loading={verb.isPending} disabled={!text.trim()}>
            {t('shared.save')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          {mayErase && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              onClick={() => verb.mutate(() => eraseTask(page.id, task.id), { onSuccess: onClose })}
            >
              {t('board.eraseTask')}
            </Button>
          )}
        </Group>
      </form>
    </li>
  )
}
