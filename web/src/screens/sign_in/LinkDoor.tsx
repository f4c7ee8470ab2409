import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Wordmark } from '../../parts/look/Logo.tsx'
import classes from './sign_in.module.css'

interface Props {
  title: string
  hint: string
  go: string
  /** What can be done where the link opens nothing. */
  otherwise: ReactNode
  error: Error | null
  busy: boolean
  onGo: () => void
}

/** The door behind a link: opened by a press, so that a mail scanner does not spend the link. */
export function LinkDoor({ title, hint, go, otherwise, error, busy, onGo }: Props) {
  useDocumentTitle(`${title} · Swarm`)
  return (
    <main className={classes.page}>
      <Paper className={classes.card} p="xl">
        <Stack gap="md">
          <Wordmark />
          <div>
            <Title order={1}>{title}</Title>
            <Text c="dimmed" size="sm">
              {hint}
            </Text>
          </div>
          <ErrorNote error={error} />
          <Button loading={busy} onClick={onGo}>
            {go}
          </Button>
          {error && otherwise}
        </Stack>
      </Paper>
    </main>
  )
}
