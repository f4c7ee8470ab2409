import { ActionIcon, Button, Text, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Line } from '../../../contract/activity.ts'
import type { Board } from '../../../contract/board.ts'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { Course } from '../../../parts/rooms/Course.tsx'
import { Findings, Part } from '../../../parts/rooms/Findings.tsx'
import { Deadline } from '../../../parts/text/Deadline.tsx'
import { Prose } from '../../../parts/text/Prose.tsx'
import { useMoments } from '../../../state/board.ts'
import { usePins } from '../../../state/finding.ts'
import { usePlace } from '../message/place.ts'
import talk from '../talk/talk.module.css'
import classes from './board.module.css'

interface Props {
  board: Board
  lines: readonly Line[]
  onClose: () => void
}

/** What somebody who comes late has to know, made of what the others found and marked. */
export function CatchUp({ board, lines, onClose }: Props) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const pins = usePins(page.id, lines).data?.items ?? []
  const moments = useMoments(page.id, lines)
  const fixes = board.marks.filter((one) => one.kind === 'fix' || one.kind === 'unblocked')
  const left = board.tasks.filter((one) => one.done_at === null)
  const unknown = board.hypotheses.length + pins.length + fixes.length === 0
  return (
    <section className={`panel ${talk.thread}`} aria-label={t('board.catchUp')}>
      <header className={talk.threadHead}>
        <Title order={2} size="h5">
          {t('board.catchUp')}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={t('shared.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.catchUp} tabIndex={0}>
        <Text size="sm" c="dimmed">
          {t(unknown ? 'board.nothingKnown' : 'board.catchUpHint')}
        </Text>
        <Part title={t('room.ask')}>
          {[
            <li key="ask">
              <Prose html={page.help_needed_html} />
            </li>,
          ]}
        </Part>
        <Part title={t('board.decision')}>
          {board.decision ? [<li key="next">{board.decision.text}</li>] : []}
        </Part>
        <Findings hypotheses={board.hypotheses} />
        <Part title={t('board.fixes')}>
          {fixes.map(({ kind, said }) => (
            <Said key={`${said.message}-${kind}`} seq={said.seq} who={said.author.name}>
              {said.text}
            </Said>
          ))}
        </Part>
        <Part title={t('board.pins')}>
          {pins.map((one) => (
            <Said key={one.message} seq={one.seq} who={one.author.name}>
              {one.text}
            </Said>
          ))}
        </Part>
        <Part title={t('board.tasks')}>
          {left.map((one) => (
            <li key={one.id}>
              {one.text}{' '}
              <Text span size="xs" c="dimmed">
                {one.assignee?.name ?? t('board.nobody')} {one.due && <Deadline by={one.due} />}
              </Text>
            </li>
          ))}
        </Part>
        <ErrorNote error={moments.error} onRetry={() => void moments.refetch()} />
        <Course moments={moments.data?.items ?? []} swarm={page.id} />
        <Button mt="md" variant="default" size="compact-sm" onClick={onClose}>
          {t('board.catchUpDone')}
        </Button>
      </div>
    </section>
  )
}

interface SaidProps {
  seq: number
  who: string
  children: ReactNode
}

function Said({ seq, who, children }: SaidProps) {
  const { page } = usePlace()
  return (
    <li>
      <Link href={`/swarms/${page.id}?line=${seq}`}>{who}</Link> {children}
    </li>
  )
}
