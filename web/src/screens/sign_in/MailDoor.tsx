import { Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Wordmark } from '../../parts/look/Logo.tsx'
import { Problem } from '../../wire/http.ts'
import classes from './sign_in.module.css'

interface Props {
  title: string
  error: Error | null
  /** What is said of a link that opens nothing. */
  void: string
  children: ReactNode
}

/** The page behind a mail's link. */
export function MailDoor({ title, error, void: nothing, children }: Props) {
  useDocumentTitle(`${title} · Swarm`)
  const opensNothing = error instanceof Problem && error.status === 401
  return (
    <main className={classes.page}>
      <Paper className={classes.card} p="xl">
        <Stack gap="md">
          <Wordmark />
          <Title order={1}>{title}</Title>
          {opensNothing ? <Text role="alert">{nothing}</Text> : <ErrorNote error={error} />}
          {children}
        </Stack>
      </Paper>
    </main>
  )
}
