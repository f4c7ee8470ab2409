import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

type Unit = 'minutes' | 'hours' | 'days' | 'months' | 'years'

export interface Span {
  unit: Unit
  count: number
}

const STEPS: [Unit, number][] = [
  ['years', 525_600],
  ['months', 43_800],
  ['days', 1440],
  ['hours', 60],
]

/** A length of time in the one unit that a person would use; null below half a minute. */
export function spanOf(ms: number): Span | null {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  if (minutes === 0) return null
  for (const [unit, size] of STEPS) {
    if (minutes >= size * (unit === 'hours' ? 1.5 : unit === 'days' ? 1.5 : 1)) {
      return { unit, count: Math.round(minutes / size) }
    }
  }
  return { unit: 'minutes', count: minutes }
}

const ticks = new Set<() => void>()
let minute = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  ticks.add(listener)
  if (timer === undefined) minute = Date.now()
  timer ??= setInterval(() => {
    minute = Date.now()
    for (const tick of ticks) tick()
  }, 20_000)
  return () => {
    ticks.delete(listener)
    if (ticks.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time now, moving on by itself while the component is shown. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => minute)
}

/** Puts spans and moments into words. */
export function useSpans() {
  const { t } = useTranslation()
  const say = (ms: number): string | null => {
    const span = spanOf(ms)
    return span && t(`shared.${span.unit}`, { count: span.count })
  }
  return {
    ago: (from: number) => (say(from) ? t('shared.ago', { span: say(from) }) : t('shared.now')),
    within: (ms: number) => (say(ms) ? t('shared.within', { span: say(ms) }) : t('shared.now')),
    left: (ms: number) => t(ms >= 0 ? 'shared.left' : 'shared.late', { span: say(ms) ?? '0 min' }),
    span: (ms: number) => say(ms) ?? t('shared.minutes', { count: 0 }),
  }
}

// Hours are counted to 24 everywhere: the fields that take a time know no other way.
const HOURS = { timeStyle: 'short', hourCycle: 'h23' } as const
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...HOURS })
const CLOCK = new Intl.DateTimeFormat(undefined, HOURS)
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

export const fullTime = (iso: string) => FULL.format(new Date(iso))
export const clockTime = (iso: string) => CLOCK.format(new Date(iso))
export const dayOf = (iso: string) => DAY.format(new Date(iso))
export const dateOf = (iso: string) => DATE.format(new Date(iso))

/** The days of a stretch of time, each named once: a stretch within a day is one date. */
export function datesOf(from: string, to: string): string {
  const [first, last] = [dateOf(from), dateOf(to)]
  return first === last ? first : `${first} – ${last}`
}

/** A moment as `<input type="datetime-local">` wants it. */
export function toLocalInput(iso: string): string {
  const at = new Date(iso)
  const two = (part: number) => String(part).padStart(2, '0')
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`
}
