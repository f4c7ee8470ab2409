import { type RefObject, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { useRoomLog } from '../../../state/room.ts'
import type { Talk } from '../../../state/talk.ts'
import { usePlace } from '../message/place.ts'

/** The number that an address asks for, as in `?line=340`, or null. */
export function numberIn(params: URLSearchParams, name: string): number | null {
  const value = params.get(name) ?? ''
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null
}

/**
 * Go to the line that the address asks for, however far back it lies: read up to it, put it in
 * the middle and give it the focus. An answer that stands only in its thread opens that.
 * Gives the number of the line that is sought.
 */
export function useArrival(
  room: ReturnType<typeof useRoomLog>,
  talk: Talk,
  box: RefObject<HTMLElement | null>,
  letGo: () => void,
): number | null {
  const [params] = useSearchParams()
  const { openThread } = usePlace()
  const line = numberIn(params, 'line')
  const [read, setRead] = useState<number | null>(null)
  const arrived = useRef<number | null>(null)
  const ready = room.log.data !== undefined
  const { reach } = room
  useEffect(() => {
    if (line === null || !ready) return
    reach(line).then(
      () => setRead(line),
      () => undefined,
    )
  }, [line, ready, reach])
  useEffect(() => {
    if (line === null || read !== line || arrived.current === line) return
    const element = box.current?.querySelector<HTMLElement>(`[data-line="${line}"]`)
    if (element) {
      arrived.current = line
      letGo()
      element.scrollIntoView({ block: 'center' })
      element.focus({ preventScroll: true })
      return
    }
    const said = [...talk.values()].find((one) => one.seq === line)
    if (said?.thread) {
      arrived.current = line
      openThread?.(said.thread)
    }
  })
  return line
}
