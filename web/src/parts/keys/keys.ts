import { useEffect, useRef } from 'react'

/** Keys to what they do: `c`, `?`, or two in a row as `g i`. */
export type KeyMap = Record<string, () => void>

const PATIENCE_MS = 1200

/** Whether somebody is writing there, so that letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

/** Finds out which of the keys a person meant, one or two in a row. */
export class KeyReader {
  #first = ''
  #at = 0

  /** The entry of `keys` that this key completes, or null. */
  read(key: string, keys: readonly string[], now: number): string | null {
    const started = now - this.#at < PATIENCE_MS ? this.#first : ''
    this.#first = ''
    const pair = `${started} ${key}`
    if (started && keys.includes(pair)) return pair
    if (keys.includes(key)) return key
    if (keys.some((entry) => entry.startsWith(`${key} `))) {
      this.#first = key
      this.#at = now
    }
    return null
  }
}

/** Listen for keys while the component is shown; never while somebody writes. */
export function useKeys(map: KeyMap): void {
  const latest = useRef(map)
  latest.current = map
  useEffect(() => {
    const reader = new KeyReader()
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      if (document.querySelector('[role="dialog"]')) return
      const meant = reader.read(event.key, Object.keys(latest.current), Date.now())
      if (meant === null) return
      event.preventDefault()
      latest.current[meant]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** `j` and `k` walk over the links of rows (`a.row-link`) on the page. */
export function useRowKeys(): void {
  useKeys({ j: () => stepRow(1), k: () => stepRow(-1) })
}

export function stepRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('a.row-link')]
  if (rows.length === 0) return
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const to =
    at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))
  rows[to]?.focus()
}
