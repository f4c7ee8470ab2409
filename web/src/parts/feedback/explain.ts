import type { TFunction } from 'i18next'
import { Problem, Unreachable } from '../../wire/http.ts'

/** What went wrong, in a sentence for the person in front of the screen. */
export function explain(error: unknown, t: TFunction): string {
  if (error instanceof Unreachable) return t('errors.unreachable')
  if (!(error instanceof Problem)) return t('errors.unknown')
  if (error.status >= 500) return t('errors.server')
  if (error.status === 404) return error.message || t('errors.notFound')
  if (error.status === 429) return t('errors.tooMany')
  if (error.message) return sentence(error.message)
  if (error.status === 403) return t('errors.notAllowed')
  if (error.status === 409) return t('errors.conflict')
  return t('errors.unknown')
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?!]$/.test(first) ? first : `${first}.`
}
