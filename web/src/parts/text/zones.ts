const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

/** A moment by the wall clock of a zone, as `<input type="datetime-local">` wants it. */
export function wallIn(zone: string, iso: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { ...PARTS, timeZone: zone }).formatToParts(
    new Date(iso),
  )
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/**
 * The moment at which the wall clock of a zone shows `wall`. Of two such moments it is the first;
 * where there is none (clocks put forward), what it would have been.
 */
export function momentIn(zone: string, wall: string): string {
  const asUtc = Date.parse(`${wall}Z`)
  const behind = (at: number) => Date.parse(`${wallIn(zone, new Date(at).toISOString())}Z`) - at
  const before = asUtc - behind(asUtc - 86_400_000)
  const after = asUtc - behind(asUtc + 86_400_000)
  const fits = [before, after].filter((at) => at + behind(at) === asUtc)
  return new Date(fits.length > 0 ? Math.min(...fits) : before).toISOString()
}

/** Day and time of a moment in a zone, in words. */
export function sayIn(zone: string, iso: string): string {
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(iso))
}
