import type { Line } from '../../contract/activity.ts'
import type { Board } from '../../contract/board.ts'
import { CatchUp } from './board/CatchUp.tsx'
import type { Editing } from './message/editing.ts'
import type { useBeside } from './talk/beside.ts'
import { FindPanel } from './talk/FindPanel.tsx'
import { ThreadPanel } from './talk/ThreadPanel.tsx'

interface Props {
  lines: Line[]
  board: Board | undefined
  catchUp: () => Promise<void>
  editing: Editing
  beside: ReturnType<typeof useBeside>
}

/** What the address opens beside the room: a thread, a search, or what one has missed. */
export function Beside({ lines, board, catchUp, editing, beside }: Props) {
  const { thread, found, missed, close } = beside
  if (thread !== null) {
    return (
      <ThreadPanel
        key={thread}
        root={thread}
        live={lines}
        catchUp={catchUp}
        editing={editing}
        onClose={close}
      />
    )
  }
  if (found !== null) return <FindPanel key={found} words={found} onClose={close} />
  return missed && board ? <CatchUp board={board} lines={lines} onClose={close} /> : null
}
