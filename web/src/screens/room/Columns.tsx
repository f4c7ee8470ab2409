import { Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../contract/activity.ts'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Shown } from '../../parts/feedback/Query.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { useKeys } from '../../parts/keys/keys.ts'
import type { useBoard } from '../../state/board.ts'
import { useMe } from '../../state/me.ts'
import type { useQueue } from '../../state/picking.ts'
import type { useRoomLog } from '../../state/room.ts'
import type { Message, Talk } from '../../state/talk.ts'
import { usePost } from '../../state/words.ts'
import { Beside } from './Beside.tsx'
import { BoardSide } from './board/BoardSide.tsx'
import { ClosurePanel } from './ClosurePanel.tsx'
import { Guests } from './guests/Guests.tsx'
import { HelpSide } from './HelpSide.tsx'
import { Members } from './Members.tsx'
import type { Editing } from './message/editing.ts'
import { QueueSide } from './picking/QueueSide.tsx'
import { RestrictedSide } from './RestrictedSide.tsx'
import classes from './room.module.css'
import { SeveritySide } from './severity/SeveritySide.tsx'
import { type Tab, Tabs } from './Tabs.tsx'
import type { useBeside } from './talk/beside.ts'
import { Messages } from './talk/Messages.tsx'
import { Pinned } from './talk/Pinned.tsx'
import { Composer } from './writing/Composer.tsx'
import type { RoomVerbs } from './writing/commanding.ts'
import type { Quoting } from './writing/quoting.ts'

interface Props {
  room: ReturnType<typeof useRoomLog>
  lines: Line[]
  talk: Talk
  /** What stands in the room with its words. */
  said: Message[]
  board: ReturnType<typeof useBoard>
  /** What waits to be picked over, in a room without a ticket. */
  queue: ReturnType<typeof useQueue>
  parts: {
    quoting: Quoting
    editing: Editing
    beside: ReturnType<typeof useBeside>
    verbs: RoomVerbs
  }
}

/**
 * Who is here, what was said, what is known. Where there is less room the people stand below the
 * board; on a phone one of them is shown at a time. A thread or a search stands over the board.
 */
export function Columns({ room, lines, talk, said, board, queue, parts }: Props) {
  const { t } = useTranslation()
  const { page } = room
  const desk = seesDesk(useMe())
  const picking = page.ticket === null
  // Guests have none.
  const hasBoard = page.can.read_board === true
  const { narrow, wide } = useWidth()
  const [tab, setTab] = useState<Tab>('messages')
  const { editing, beside } = parts
  const opened = beside.shown
  const boardPlace = useRef<HTMLDivElement>(null)
  useKeys({
    b: () => {
      if (opened) beside.close()
      setTab('board')
      requestAnimationFrame(() => boardPlace.current?.focus())
    },
  })
  const shows = (part: Tab) => !narrow || tab === part
  const side = narrow ? tab !== 'messages' : !opened && (hasBoard || !wide)
  return (
    <>
      {narrow && (
        <Tabs
          tab={tab}
          onChange={setTab}
          withBoard={hasBoard}
          withHelp={desk && !picking}
          counts={board.data?.counts}
          picked={queue.data?.counts ?? page.picked ?? undefined}
        />
      )}
      <div
        className={classes.columns}
        data-columns={columnsOf(narrow, wide, side || opened)}
        data-picking={picking}
      >
        {wide && (
          <aside className={classes.side} aria-label={t('room.people')}>
            <People page={page} shows={shows} />
          </aside>
        )}
        {shows('messages') && !(narrow && opened) && (
          <Talking room={room} lines={lines} talk={talk} said={said} parts={parts} />
        )}
        {opened && shows('messages') && (
          <Beside
            lines={lines}
            board={board.data}
            catchUp={room.catchUp}
            editing={editing}
            beside={beside}
          />
        )}
        {side && (
          <aside className={classes.side} aria-label={t(picking ? 'picking.title' : 'board.title')}>
            {hasBoard && shows('board') && (
              <Known page={page} board={board} queue={queue} place={boardPlace} />
            )}
            {!wide && <People page={page} shows={shows} />}
          </aside>
        )}
      </div>
    </>
  )
}

interface KnownProps {
  page: SwarmPage
  queue: ReturnType<typeof useQueue>
  board: ReturnType<typeof useBoard>
  place: RefObject<HTMLDivElement | null>
}

/** The board, or the queue in its place, which a key leads to. */
function Known({ page, board, queue, place }: KnownProps) {
  return (
    <div ref={place} tabIndex={-1} className={classes.known}>
      {page.ticket === null ? (
        <Shown query={queue} waiting={<Skeleton height={320} radius="md" />}>
          {(data) => <QueueSide page={page} queue={data} />}
        </Shown>
      ) : (
        <Shown query={board} waiting={<Skeleton height={320} radius="md" />}>
          {(data) => <BoardSide board={data} />}
        </Shown>
      )}
    </div>
  )
}

interface PeopleProps {
  page: SwarmPage
  shows: (part: Tab) => boolean
}

/** Who is in, and who else could help. */
function People({ page, shows }: PeopleProps) {
  const desk = seesDesk(useMe())
  return (
    <>
      {shows('people') && <Members page={page} />}
      {shows('people') && page.severity && <SeveritySide page={page} card={page.severity} />}
      {page.ticket && shows('people') && <Guests page={page} />}
      {page.ticket && shows('people') && <RestrictedSide page={page} ticket={page.ticket.number} />}
      {desk && shows(page.ticket ? 'help' : 'people') && <HelpSide page={page} />}
    </>
  )
}

/** Which columns there are beside the words: on the left, on the right, on both sides or none. */
function columnsOf(narrow: boolean, wide: boolean, right: boolean) {
  if (narrow) return undefined
  if (wide) return right ? 'both' : 'left'
  return right ? 'right' : undefined
}

function useWidth() {
  const now = { getInitialValueInEffect: false }
  const narrow = useMediaQuery('(max-width: 62em)', undefined, now)
  const wide = useMediaQuery('(min-width: 80em)', undefined, now)
  return { narrow, wide }
}

/** What was said, and where one says more. */
function Talking({ room, lines, talk, said, parts }: Omit<Props, 'board' | 'queue'>) {
  const { page } = room
  const me = useMe()
  const posting = usePost(page.id, room.catchUp)
  const { quoting, editing, verbs } = parts
  const editLast = () => {
    const last = said.findLast((one) => one.author === me.id)
    if (last) editing.begin(last.message)
  }
  return (
    <section className={`panel ${classes.talk}`}>
      <ClosurePanel page={page} />
      <Pinned lines={lines} />
      <Messages room={room} lines={lines} talk={talk} editing={editing} />
      {page.can.post && (
        <Composer posting={posting} quoting={quoting} verbs={verbs} onEditLast={editLast} />
      )}
    </section>
  )
}
