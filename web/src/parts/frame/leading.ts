import { createSpotlight } from '@mantine/spotlight'
import { type KeyboardEvent, useEffect, useRef } from 'react'

const MOVES = ['ArrowDown', 'ArrowUp']

/** The search of the frame: where it keeps what is chosen, and what opens and closes it. */
export const [searchStore, searching] = createSpotlight()

/**
 * Keep the first line of the search chosen while finds come in, for Enter does what stands first.
 * Once somebody went down the list by keyboard, their line stays theirs until they type on.
 * Returns what has to hear the keys.
 */
export function useFirstLed(typed: string, lines: string[]): (event: KeyboardEvent) => void {
  const gone = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are a new beginning
  useEffect(() => {
    gone.current = false
  }, [typed])
  const shown = lines.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: led anew when other lines stand there
  useEffect(() => {
    if (typed.trim() !== '') choose(gone.current)
  }, [typed, shown])
  return (event) => {
    gone.current ||= MOVES.includes(event.key)
  }
}

/** Choose the first line, or note where the chosen one stands now: the list itself only counts. */
function choose(kept: boolean) {
  const list = document.getElementById(searchStore.getState().listId)
  const lines = [...(list?.querySelectorAll('[data-action]') ?? [])]
  const chosen = lines.findIndex((line) => line.hasAttribute('data-selected'))
  const selected = kept && chosen > 0 ? chosen : 0
  lines[chosen]?.removeAttribute('data-selected')
  lines[selected]?.setAttribute('data-selected', 'true')
  searchStore.updateState((state) => ({ ...state, selected }))
}
