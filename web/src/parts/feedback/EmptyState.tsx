import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  title: string
  /** What to do next. */
  hint?: ReactNode
  action?: ReactNode
  icon?: ReactNode
}

/** Says that there is nothing, and what to do about it. */
export function EmptyState({ title, hint, action, icon }: Props) {
  return (
    <Stack align="center" gap={6} py="xl" px="md" ta="center">
      {icon}
      <Text fw={600}>{title}</Text>
      {hint && (
        <Text c="dimmed" size="sm" maw={440}>
          {hint}
        </Text>
      )}
      {action}
    </Stack>
  )
}
