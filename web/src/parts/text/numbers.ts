import type { Figure } from '../../contract/report.ts'

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const TWO = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const MONEY = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
/** What costs are counted in: the letters of a currency. */
const CURRENCY = /^[A-Z]{3}$/

/** Hours in the unit one would say them in: minutes, hours or days. */
export function spanOf(hours: number): string {
  const size = Math.abs(hours)
  if (size < 1) return `${WHOLE.format(hours * 60)} min`
  if (size < 48) return `${ONE.format(hours)} h`
  return `${ONE.format(hours / 24)} days`
}

/** Minutes of work: never days, as a day of work is not a day. */
function workOf(minutes: number): string {
  if (Math.abs(minutes) < 60) return `${WHOLE.format(minutes)} min`
  return `${(minutes < 6000 ? ONE : WHOLE).format(minutes / 60)} h`
}

/** A number in words, by its unit; shares as percent, what they are apart as percentage points. */
export function numberOf(value: number, unit: string): string {
  if (unit === 'share') return `${ONE.format(value * 100)}%`
  if (unit === 'share_difference') return `${ONE.format(value * 100)} points`
  if (unit === 'hours') return spanOf(value)
  if (unit === 'minutes') return workOf(value)
  if (CURRENCY.test(unit)) return MONEY.format(value)
  return Number.isInteger(value) ? WHOLE.format(value) : TWO.format(value)
}

const LEAST_RATIO = 0.05
const MOST_RATIO = 20

/** How many times as fast; beyond what anybody would act on it only says so. */
export function timesOf(ratio: number): string {
  if (ratio < LEAST_RATIO) return `below ${LEAST_RATIO}`
  if (ratio > MOST_RATIO) return `above ${MOST_RATIO}`
  return ratio.toFixed(2)
}

/** The 95% interval of a figure in words, null where it has none. */
export function intervalOf(figure: Figure): { low: string; high: string } | null {
  if (figure.low === null || figure.high === null) return null
  return { low: numberOf(figure.low, figure.unit), high: numberOf(figure.high, figure.unit) }
}

/**
 * Whether swarm stands lower or higher than tier; neither while the interval holds 0. Never which
 * is better: an unadjusted difference does not say that.
 */
export function standOf(difference: Figure | null): 'lower' | 'higher' | 'none' {
  if (!difference || difference.low === null || difference.high === null) return 'none'
  if (difference.low <= 0 && difference.high >= 0) return 'none'
  return difference.low > 0 ? 'higher' : 'lower'
}
