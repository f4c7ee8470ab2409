import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { words } from '../words/words.ts'

const UNDO_MS = 10_000

/** Something was taken away: says so, and for a while offers to put it back. */
export function sayGone(message: string, undo: () => void): void {
  const back = () => {
    notifications.hide(id)
    undo()
  }
  const id = notifications.show({
    color: 'petrol',
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" gap="sm">
        {message}
        <Button variant="default" size="compact-sm" onClick={back}>
          {words.t('shared.undo')}
        </Button>
      </Group>
    ),
  })
}
