import { ActionIcon, Checkbox, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../contract/board.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { sayError } from '../../../parts/feedback/say.ts'
import { QUIET } from '../../../parts/look/quiet.ts'
import { Deadline } from '../../../parts/text/Deadline.tsx'
import { addTask, changeTask, useBoardVerb } from '../../../state/board.ts'
import { usePlace } from '../message/place.ts'
import classes from './board.module.css'
import { NewLine } from './NewLine.tsx'
import { type Choice, NO_CHOICE, TaskChoice, TaskForm } from './TaskForm.tsx'

/** What has to be done, by whom and until when; what is done stands last. */
export function Tasks({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const left = tasks.filter((one) => one.done_at === null)
  const done = tasks.filter((one) => one.done_at !== null)
  return (
    <Panel
      title={t('board.tasks')}
      aside={
        left.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('board.tasksLeft', { count: left.length })}
          </Text>
        )
      }
    >
      {tasks.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('board.noTasks')}
        </Text>
      )}
      <ul className="plain-list">
        {[...left, ...done].map((one) => (
          <TaskLine key={one.id} task={one} />
        ))}
      </ul>
      {page.can.write_board && <NewTask />}
    </Panel>
  )
}

function NewTask() {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [choice, setChoice] = useState<Choice>(NO_CHOICE)
  return (
    <NewLine
      label={t('board.newTask')}
      go={t('board.addTask')}
      save={async (text) => {
        await addTask(page.id, { text, ...choice })
        setChoice(NO_CHOICE)
      }}
    >
      <TaskChoice choice={choice} onChange={setChoice} />
    </NewLine>
  )
}

function TaskLine({ task }: { task: Task }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [editing, setEditing] = useState(false)
  const verb = useBoardVerb()
  const writes = page.can.write_board === true
  if (editing) return <TaskForm task={task} onClose={() => setEditing(false)} />
  const done = task.done_at !== null
  return (
    <li className={classes.task} data-done={done || undefined}>
      <Checkbox
        size="sm"
        checked={done}
        disabled={!writes || verb.isPending}
        aria-label={task.text}
        onChange={() =>
          verb.mutate(() => changeTask(page.id, task.id, { done: !done }), { onError: sayError })
        }
      />
      <div className={classes.text}>
        <span>{task.text}</span>
        <Text size="xs" c="dimmed" component="div">
          <Whose task={task} />
          {task.due && !done && (
            <>
              {' · '}
              <Deadline by={task.due} />
            </>
          )}
        </Text>
      </div>
      {writes && (
        <ActionIcon
          {...QUIET}
          size="sm"
          aria-label={t('board.changeTask', { text: task.text })}
          title={t('board.changeTask', { text: task.text })}
          onClick={() => setEditing(true)}
        >
          <IconPencil size={15} />
        </ActionIcon>
      )}
    </li>
  )
}

/** Who does it or did it; somebody who is gone is said to be. */
function Whose({ task }: { task: Task }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  if (task.done_by) return t('board.doneBy', { name: task.done_by.name })
  const { assignee } = task
  if (!assignee) return t('board.nobody')
  const here = page.members.some((one) => one.person.id === assignee.id)
  return here ? assignee.name : `${assignee.name} (${t('board.hasLeft')})`
}
