import type { RefObject } from 'react'
import type { NextAfter, QueuedTicket } from '../../../contract/picking.ts'

/** How the keyboard goes from ticket to ticket of a queue that is shown in `place`. */
export function walkOver(waiting: QueuedTicket[], place: RefObject<HTMLElement | null>) {
  const goTo = (number: number | undefined) => {
    requestAnimationFrame(() => {
      const row = place.current?.querySelector<HTMLElement>(`[data-ticket="${number}"] button`)
      const goal = row ?? place.current
      goal?.focus()
    })
  }
  // Which one is next is seen now: when the decision is made, its ticket may be gone from here.
  const nextAfter: NextAfter = (number) => {
    const at = waiting.findIndex(({ ticket }) => ticket.number === number)
    const next = (waiting[at + 1] ?? waiting[at - 1])?.ticket.number
    return () => goTo(next)
  }
  return { goTo, nextAfter }
}
