import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../contract/activity.ts'
import { type Board, NO_BOARD } from '../../contract/board.ts'
import type { SwarmPage } from '../../contract/swarm.ts'
import { useBoard } from '../../state/board.ts'
import { useMe } from '../../state/me.ts'
import { useNames } from '../../state/names.ts'
import { useQueue } from '../../state/picking.ts'
import { namesIn, useRoomLog } from '../../state/room.ts'
import { type Message, talkOf } from '../../state/talk.ts'
import { useLateArrival } from './board/arriving.ts'
import { Columns } from './Columns.tsx'
import { CloseDialog } from './closing/CloseDialog.tsx'
import { Head } from './Head.tsx'
import { useEditing } from './message/editing.ts'
import { PlaceContext } from './message/place.ts'
import { EndDialog } from './picking/EndDialog.tsx'
import classes from './room.module.css'
import { useBeside } from './talk/beside.ts'
import { peopleIn } from './talk/timeline.ts'
import type { RoomVerbs } from './writing/commanding.ts'
import { useQuoting } from './writing/quoting.ts'
import { RoomHelp } from './writing/RoomHelp.tsx'

const NOTHING: never[] = []

/** The room as its members see it: head, people, words, and what is known. */
export function Inside({ page: snapshot }: { page: SwarmPage }) {
  const room = useRoomLog(snapshot)
  const { page } = room
  const lines = room.log.data?.lines ?? NOTHING
  const talk = useMemo(() => talkOf(lines), [lines])
  const board = useBoard(page.id, lines, page.can.read_board === true)
  const queue = useQueue(page.id, lines, page.ticket === null)
  // A swarm can be closed although its board cannot be read.
  const known = board.data ?? (board.isError ? NO_BOARD : undefined)
  const quoting = useQuoting()
  const editing = useEditing()
  const beside = useBeside()
  const place = usePlaceOf(page, lines, board.data, beside.openThread, quoting.quote)
  const [closing, setClosing] = useState(false)
  const [helping, setHelping] = useState(false)
  useLateArrival(snapshot, lines, useMe().id, () => beside.catchUp(true))
  const said = [...talk.values()].filter(
    (one) => one.html !== null && (one.thread === null || one.also),
  )
  const verbs: RoomVerbs = {
    newest: () => said.at(-1)?.message ?? null,
    find: beside.find,
    catchUp: () => beside.catchUp(),
    close: () => setClosing(true),
    help: () => setHelping(true),
  }
  return (
    <PlaceContext value={place}>
      <div className={classes.room}>
        <Head
          page={page}
          counts={queue.data?.counts}
          onFind={() => beside.find('')}
          onCatchUp={page.can.read_board && page.ticket ? verbs.catchUp : undefined}
          onClose={verbs.close}
        />
        <Columns
          room={room}
          lines={lines}
          talk={talk}
          said={said}
          board={board}
          queue={queue}
          parts={{ quoting, editing, beside, verbs }}
        />
      </div>
      {closing && queue.data && (
        <EndDialog page={page} counts={queue.data.counts} onClose={() => setClosing(false)} />
      )}
      {closing && known && page.ticket && (
        <CloseDialog
          page={page}
          number={page.ticket.number}
          board={known}
          onClose={() => setClosing(false)}
        />
      )}
      {helping && <RoomHelp onClose={() => setHelping(false)} />}
    </PlaceContext>
  )
}

function usePlaceOf(
  page: SwarmPage,
  lines: Line[],
  board: Board | undefined,
  openThread: (root: number) => void,
  quote: (said: Message) => void,
) {
  const { t } = useTranslation()
  const names = useNames(namesIn(page), peopleIn(lines))
  const known = [...names].map(([id, name]) => `${id} ${name}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are a new map each time; `known` tells whether they differ
  const name = useCallback(
    (id: number | null) => (id === null ? '' : (names.get(id) ?? t('room.someone'))),
    [known, t],
  )
  return useMemo(
    () => ({ page, board, name, openThread, quote }),
    [page, board, name, openThread, quote],
  )
}
