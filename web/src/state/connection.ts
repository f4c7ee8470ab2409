import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Line } from '../contract/activity.ts'
import { type Connection, live } from '../wire/live.ts'

const watch = (listener: () => void) => live.watch(listener)

/** Whether the live connection stands. */
export function useConnection(): Connection {
  return useSyncExternalStore(watch, () => live.connection)
}

export function reconnect(): void {
  live.retry()
}

/** Keep the live connection up while somebody is signed in. */
export function useLive(): void {
  useEffect(() => {
    live.start()
  }, [])
}

export interface Following {
  onLine(line: Line): void
  onSkipped?(): void
  onRefused?(code: string): void
}

/**
 * Follow a stream after a snapshot's head while the component is shown. Give `after` as
 * undefined until the snapshot is there; a new snapshot does not start a new following.
 */
export function useFollow(stream: string, after: number | undefined, following: Following): void {
  const latest = useRef(following)
  latest.current = following
  const ready = after !== undefined
  const first = useRef(after)
  if (!ready || first.current === undefined) first.current = after
  useEffect(() => {
    if (!ready) return undefined
    return live.listen(stream, first.current, {
      onLine: (line) => latest.current.onLine(line),
      onSkipped: () => latest.current.onSkipped?.(),
      onRefused: (code) => latest.current.onRefused?.(code),
    })
  }, [stream, ready])
}

/**
 * Follow a stream from its head on: for what is only a hint to read again. `onBegun` is told when
 * that head is known: what was read before may lack the last lines, so read it again there too.
 */
export function useHear(stream: string, onLine: (line: Line) => void, onBegun: () => void): void {
  const latest = useRef({ onLine, onBegun })
  latest.current = { onLine, onBegun }
  useEffect(
    () =>
      live.listen(stream, undefined, {
        onLine: (line) => latest.current.onLine(line),
        onBegun: () => latest.current.onBegun(),
      }),
    [stream],
  )
}

/** Who is on a stream's page now, by person. */
export function usePresence(stream: string): ReadonlyMap<number, string> {
  const people = useSyncExternalStore(
    watch,
    useCallback(() => live.presenceOn(stream), [stream]),
  )
  return new Map(people?.map((person) => [person.id, person.state]))
}
