import type { Figure } from '../../contract/report.ts'

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const TWO = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** Hours in the unit one would say them in: minutes, hours or days. */
export function spanOf(hours: number): string {
  const size = Math.abs(hours)
  if (size < 1) return `${WHOLE.format(hours * 60)} min`
  if (size < 48) return `${ONE.format(hours)} h`
  return `${ONE.format(hours / 24)} days`
}

/** A number in words, by its unit; shares as percent. */
export function numberOf(value: number, unit: string): string {
  if (unit === 'share') return `${ONE.format(value * 100)}%`
  if (unit === 'hours') return spanOf(value)
  if (unit === 'minutes') return spanOf(value / 60)
  if (unit === 'times') return `${TWO.format(value)}×`
  return Number.isInteger(value) ? WHOLE.format(value) : TWO.format(value)
}

/** The 95% interval of a figure in words, null where it has none. */
export function intervalOf(figure: Figure): { low: string; high: string } | null {
  if (figure.low === null || figure.high === null) return null
  return { low: numberOf(figure.low, figure.unit), high: numberOf(figure.high, figure.unit) }
}

/** Which side a ratio speaks for; null while its interval holds 1 (or 0 for a difference). */
export function sideOf(
  difference: Figure | null,
  better: 'lower' | 'higher' | null,
): 'swarm' | 'tier' | 'none' {
  if (!difference || difference.low === null || difference.high === null || !better) return 'none'
  const even = difference.unit === 'times' ? 1 : 0
  if (difference.low <= even && difference.high >= even) return 'none'
  const more = difference.low > even
  return more === (better === 'higher') ? 'swarm' : 'tier'
}
