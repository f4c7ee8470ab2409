import { notifications } from '@mantine/notifications'
import { words } from '../words/words.ts'
import { explain } from './explain.ts'

/** A short confirmation in the corner. */
export function say(message: string): void {
  notifications.show({ message, color: 'petrol', autoClose: 4000 })
}

/** An error that has no place of its own on the screen. */
export function sayError(error: unknown): void {
  notifications.show({
    title: words.t('errors.title'),
    message: explain(error, words.t),
    color: 'red',
    autoClose: 8000,
  })
}
