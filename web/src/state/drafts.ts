import { useCallback, useState } from 'react'

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

/** Words that are being written; they outlive a reload and a walk to another screen. */
export function useDraft(place: string): [string, (words: string) => void] {
  const key = `swarm-draft:${place}`
  const [words, setWords] = useState(() => kept(key))
  const write = useCallback(
    (next: string) => {
      setWords(next)
      try {
        if (next) sessionStorage.setItem(key, next)
        else sessionStorage.removeItem(key)
      } catch {
        // storage may be full or forbidden; the words are still on the screen
      }
    },
    [key],
  )
  return [words, write]
}
