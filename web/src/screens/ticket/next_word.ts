export const CHOICES = ['h2', 'h4', 'tomorrow', 'days3'] as const
export type Choice = (typeof CHOICES)[number]

const HOUR = 3_600_000

/** The moment that a choice means, by the clock of this browser. */
export function momentOf(choice: Choice, now: Date): Date {
  if (choice === 'h2') return new Date(now.getTime() + 2 * HOUR)
  if (choice === 'h4') return new Date(now.getTime() + 4 * HOUR)
  const days = choice === 'tomorrow' ? 1 : 3
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 10)
}
