import { Box, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface Props {
  title: string
  hint?: ReactNode
  /** On the right of the heading. */
  aside?: ReactNode
  children: ReactNode
  /** Without padding, for lists of rows. */
  flush?: boolean
}

/** A part of a screen with a heading of its own. */
export function Panel({ title, hint, aside, children, flush = false }: Props) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <Group justify="space-between" px="md" pt="sm" pb={flush ? 'xs' : 4} gap="xs">
        <Box>
          <Title order={2} id={id}>
            {title}
          </Title>
          {hint && (
            <Text size="sm" c="dimmed" component="div">
              {hint}
            </Text>
          )}
        </Box>
        {aside}
      </Group>
      {flush ? (
        children
      ) : (
        <Box px="md" pb="md">
          {children}
        </Box>
      )}
    </section>
  )
}
