import { useEffect, useRef, useState } from 'react'
import type { Line } from '../../../contract/activity.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'

/** Whether somebody opens a room for the first time in which others have already spoken. Pure. */
export function comesLate(page: SwarmPage, lines: readonly Line[], me: number): boolean {
  const { head } = page
  if (page.opened_by.id === me) return false
  if (page.read !== 0 || head === null || !page.can.read_board || !page.open) return false
  if (lines.some((line) => line.actor === me && line.kind === 'message_posted')) return false
  return lines.some(
    (line) => line.kind === 'message_posted' && line.actor !== me && line.seq <= head,
  )
}

/** Show what is known to who comes late: once, and not over what an address asks for. */
export function useLateArrival(
  page: SwarmPage,
  lines: readonly Line[],
  me: number,
  show: () => void,
): void {
  const [first] = useState(page)
  const done = useRef(false)
  useEffect(() => {
    if (done.current || lines.length === 0) return
    done.current = true
    if (!location.search && comesLate(first, lines, me)) show()
  }, [first, lines, me, show])
}
