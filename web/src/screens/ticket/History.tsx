import { Button, Collapse, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../contract/activity.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useNames } from '../../state/names.ts'
import { useHistory } from '../../state/ticket.ts'
import { namesOn, peopleIn, sentenceOf, WHOLE } from './history.ts'
import classes from './ticket.module.css'

/** Everything that happened to the ticket, as its stream has it; newest first. */
export function History({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [opened, fold] = useDisclosure()
  const history = useHistory(ticket.number, ticket.head, opened)
  const lines = history.data?.pages.flatMap((page) => page.items.toReversed()) ?? []
  return (
    <Panel
      title={t('ticket.history')}
      aside={
        <Button variant="default" size="compact-sm" onClick={fold.toggle} aria-expanded={opened}>
          {t(opened ? 'ticket.hideHistory' : 'ticket.showHistory')}
        </Button>
      }
    >
      <Collapse expanded={opened}>
        {history.isPending && opened && <WaitingRows count={4} height={30} />}
        <ErrorNote error={history.error} onRetry={() => void history.refetch()} />
        <Lines ticket={ticket} lines={lines} />
        {history.hasNextPage && (
          <Button
            variant="subtle"
            size="compact-sm"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t('history.older')}
          </Button>
        )}
      </Collapse>
    </Panel>
  )
}

function Lines({ ticket, lines }: { ticket: TicketPage; lines: Line[] }) {
  const { t } = useTranslation()
  const names = useNames(namesOn(ticket), lines.flatMap(peopleIn))
  const name = (id: number | null) =>
    id === null ? t('history.desk') : (names.get(id) ?? t('room.someone'))
  return (
    <ul className={classes.history}>
      {lines.map((line) => (
        <li key={line.seq}>
          <span>
            {!WHOLE.includes(line.kind) && <b>{name(line.actor)} </b>}
            {sentenceOf(line, t, name)}
          </span>
          <Text span size="xs" c="dimmed">
            <Moment at={line.at} />
          </Text>
        </li>
      ))}
    </ul>
  )
}
