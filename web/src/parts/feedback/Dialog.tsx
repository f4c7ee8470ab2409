import { Button, Group, Stack, Text } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from './ErrorNote.tsx'
import { Sheet } from './Sheet.tsx'

interface Props {
  title: string
  hint?: string
  /** What the button that does it says. */
  go: string
  busy: boolean
  error: unknown
  onGo: () => void
  onClose: () => void
  children: ReactNode
  size?: string
  /** The button cannot be pressed yet. */
  incomplete?: boolean
}

/** A form over the screen: Escape and “Cancel” leave it, its button does what it says. */
export function Dialog(props: Props) {
  const { t } = useTranslation()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    props.onGo()
  }
  return (
    <Sheet title={props.title} size={props.size ?? 'lg'} onClose={props.onClose}>
      <Stack component="form" gap="sm" onSubmit={submit}>
        {props.hint && (
          <Text c="dimmed" size="sm">
            {props.hint}
          </Text>
        )}
        {props.children}
        <ErrorNote error={props.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" loading={props.busy} disabled={props.incomplete}>
            {props.go}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  )
}
