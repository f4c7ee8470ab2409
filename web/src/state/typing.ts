import { useEffect, useRef, useState } from 'react'
import type { Line } from '../contract/activity.ts'
import { live } from '../wire/live.ts'

const SHOWN_MS = 4000
const REPEAT_MS = 2500

/** Who is typing in a room now, oneself left out, and who has just said it too. */
export function useTyping(stream: string, me: number, lines: readonly Line[]): number[] {
  const [until, setUntil] = useState<Record<number, number>>({})
  useEffect(() => {
    setUntil({})
    return live.onTyping((event) => {
      if (event.stream !== stream || event.person === me) return
      setUntil((before) => ({ ...before, [event.person]: Date.now() + SHOWN_MS }))
    })
  }, [stream, me])
  const seen = useRef(0)
  useEffect(() => {
    const fresh = lines.filter((line) => line.seq > seen.current)
    seen.current = lines.at(-1)?.seq ?? seen.current
    setUntil((before) => notYetSaid(before, fresh))
  }, [lines])
  useEffect(() => {
    if (Object.keys(until).length === 0) return undefined
    const timer = setTimeout(() => setUntil((before) => stillTyping(before, Date.now())), 1000)
    return () => clearTimeout(timer)
  }, [until])
  return Object.keys(until).map(Number)
}

export function stillTyping(until: Record<number, number>, now: number): Record<number, number> {
  return Object.fromEntries(Object.entries(until).filter(([, end]) => end > now))
}

/** Without those whose message has arrived; the same object when there are none. */
export function notYetSaid(
  until: Record<number, number>,
  lines: readonly Line[],
): Record<number, number> {
  const said = new Set(
    lines.filter((line) => line.kind === 'message_posted').map((line) => line.actor),
  )
  const rest = Object.entries(until).filter(([person]) => !said.has(Number(person)))
  return rest.length === Object.keys(until).length ? until : Object.fromEntries(rest)
}

/** Tell the others that one is typing, not more often than needed. */
export function useTellTyping(stream: string): () => void {
  const told = useRef(0)
  return () => {
    if (Date.now() - told.current < REPEAT_MS) return
    told.current = Date.now()
    live.typing(stream)
  }
}
