import { useRef, useState } from 'react'

export interface Held<T> {
  shown: T[]
  /** How many wait to be shown. */
  fresh: number
  /** Nobody is new or gone, and they would stand in another order by now. */
  moved: boolean
  /** What is shown is what came last, in its order. */
  level: boolean
  show: () => void
  /** Show the next news at once: the person asked for them. */
  adoptNext: () => void
}

/**
 * What a list shows when news come in: the same entries in the same order, each in its newest
 * state; entries that are gone stay as they were. Pure.
 */
export function hold<T>(shown: T[], incoming: T[], keyOf: (item: T) => number) {
  const latest = new Map(incoming.map((item) => [keyOf(item), item]))
  const known = new Set(shown.map(keyOf))
  const level = shown.map(keyOf).join() === incoming.map(keyOf).join()
  const same = known.size === latest.size && incoming.every((item) => known.has(keyOf(item)))
  return {
    shown: shown.map((item) => latest.get(keyOf(item)) ?? item),
    fresh: incoming.filter((item) => !known.has(keyOf(item))).length,
    moved: same && !level,
    level,
  }
}

/** A list that never reorders unasked while somebody looks at it: news wait for `show`. */
export function useHeld<T>(incoming: T[] | undefined, keyOf: (item: T) => number): Held<T> {
  const shown = useRef<T[] | null>(null)
  const old = useRef<T[] | null>(null)
  const [, redraw] = useState(0)
  if (incoming && (shown.current === null || shown.current.length === 0)) shown.current = incoming
  if (incoming && old.current && old.current !== incoming) {
    shown.current = incoming
    old.current = null
  }
  const held = hold(shown.current ?? [], incoming ?? shown.current ?? [], keyOf)
  return {
    ...held,
    show: () => {
      shown.current = incoming ?? []
      redraw((count) => count + 1)
    },
    adoptNext: () => {
      old.current = incoming ?? null
    },
  }
}
