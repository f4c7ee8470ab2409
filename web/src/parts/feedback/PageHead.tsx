import { Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

interface Props {
  title: string
  /** The browser tab's words where they differ from the heading. */
  tab?: string
  hint?: ReactNode
  /** Buttons on the right. */
  children?: ReactNode
}

/** The one first-level heading of a screen, what it is for, and what can be done on it. */
export function PageHead({ title, tab, hint, children }: Props) {
  useDocumentTitle(`${tab ?? title} · Swarm`)
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="sm">
      <Stack gap={2}>
        <Title order={1}>{title}</Title>
        {hint && (
          <Text c="dimmed" size="sm" component="div">
            {hint}
          </Text>
        )}
      </Stack>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  )
}
