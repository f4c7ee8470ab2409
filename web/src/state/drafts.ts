import { useCallback, useRef, useState } from 'react'

/** An id that nobody else has, for posting that is safe to repeat; also without HTTPS. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function kept(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function keep(key: string, words: string): void {
  try {
    if (words) sessionStorage.setItem(key, words)
    else sessionStorage.removeItem(key)
  } catch {
    // storage may be full or forbidden; the words are still on the screen
  }
}

/**
 * Words that are being written; they outlive a reload and a walk to another screen. Where nothing
 * was written yet they are those that are given.
 */
export function useDraft(place: string, given = ''): [string, (words: string) => void] {
  const key = `swarm-draft:${place}`
  const [words, setWords] = useState(() => kept(key) || given)
  const write = useCallback(
    (next: string) => {
      setWords(next)
      keep(key, next)
    },
    [key],
  )
  return [words, write]
}

export interface DraftId {
  /** The id under which the words that are being written are posted, a repeated try too. */
  take: () => string
  /** The next words are another message. */
  renew: () => void
}

/**
 * The client id of a draft. It outlives a reload as its words do, so that words whose
 * acknowledgement was lost are not said twice.
 */
export function useDraftId(place: string): DraftId {
  const key = `swarm-draft-id:${place}`
  const id = useRef<string | null>(null)
  const take = useCallback(() => {
    id.current ??= kept(key) || newClientId()
    keep(key, id.current)
    return id.current
  }, [key])
  const renew = useCallback(() => {
    id.current = null
    keep(key, '')
  }, [key])
  return { take, renew }
}
