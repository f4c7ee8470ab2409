import { Button, Group, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { Course } from '../../parts/rooms/Course.tsx'
import { Findings, Part } from '../../parts/rooms/Findings.tsx'
import { Prose } from '../../parts/text/Prose.tsx'
import { fullTime } from '../../parts/text/time.ts'
import { type SaidLine, useTranscript } from '../../state/finding.ts'
import { useSwarm } from '../../state/swarm.ts'
import classes from './ticket.module.css'

/** What came of every swarm that is over, and all that was said in it; for colleagues only. */
export function Transcripts({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const closed = ticket.swarms.filter((swarm) => !swarm.open)
  if (closed.length === 0) return null
  return (
    <Panel title={t('room.transcript')} hint={t('room.transcriptHint')}>
      {closed.map((swarm) => (
        <OneSwarm key={swarm.id} id={swarm.id} />
      ))}
    </Panel>
  )
}

function OneSwarm({ id }: { id: number }) {
  const { t } = useTranslation()
  const [opened, whole] = useDisclosure()
  const swarm = useSwarm(id)
  const transcript = useTranscript(id, opened)
  const closure = swarm.data?.closure
  return (
    <section className={classes.transcript}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div>
          <Text size="sm" fw={600}>
            {swarm.data && t('room.transcriptOf', { at: fullTime(swarm.data.opened_at) })}
          </Text>
          {closure && (
            <Text size="sm" className={classes.outcome}>
              {closure.summary}
            </Text>
          )}
        </div>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={opened}
          flex="none"
          onClick={whole.toggle}
        >
          {t(opened ? 'room.transcriptHide' : 'room.transcriptShow')}
        </Button>
      </Group>
      {opened && (
        <Shown query={transcript}>
          {({ hypotheses, tasks, moments, messages, more }) => (
            <>
              <Findings hypotheses={hypotheses} />
              <Part title={t('board.tasksOpen')}>
                {tasks
                  .filter((one) => one.done_at === null)
                  .map((one) => (
                    <li key={one.id}>{one.text}</li>
                  ))}
              </Part>
              <Course moments={moments} />
              <Title order={3} size="h5" mt="md">
                {t('room.log')}
              </Title>
              {messages.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('room.transcriptNone')}
                </Text>
              )}
              {messages.map((said) => (
                <Said key={said.message} said={said} />
              ))}
              {more && (
                <Text size="sm" c="dimmed">
                  {t('room.transcriptMore')}
                </Text>
              )}
            </>
          )}
        </Shown>
      )}
    </section>
  )
}

function Said({ said }: { said: SaidLine }) {
  const { t } = useTranslation()
  return (
    <article className={classes.said} data-answer={said.thread !== null || undefined}>
      <Text size="xs" c="dimmed">
        <b>{said.author.name}</b> · {fullTime(said.at)}
        {said.edited_at && ` · ${t('talk.edited')}`}
      </Text>
      {said.html === null ? (
        <Text size="sm" c="dimmed" fs="italic">
          {t('room.erased')}
        </Text>
      ) : (
        said.html && <Prose html={said.html} />
      )}
      {said.files.map((name) => (
        <Text key={name} size="sm" c="dimmed">
          <IconPaperclip size={14} aria-hidden="true" /> {name}
        </Text>
      ))}
    </article>
  )
}
