import { type FocusEvent, type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'

function messageAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('article[data-message]') : null
}

/**
 * Which message is pointed at or has the focus: only that one shows its buttons. Arrow keys walk
 * from message to message. While a menu of a message is open, `hold` keeps it.
 */
export function useActive() {
  const [active, setActive] = useState<number | null>(null)
  const held = useRef(false)
  const look = (event: MouseEvent | FocusEvent) => {
    const message = messageAt(event.target)
    if (message && !held.current) setActive(Number(message.dataset.message))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key]
    const at = messageAt(event.target)
    if (!step || (event.target !== at && event.target !== event.currentTarget)) return
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('article[data-message]')]
    const next = at ? all[all.indexOf(at) + step] : step < 0 ? all.at(-1) : undefined
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    next.focus()
  }
  return {
    active,
    hold: (on: boolean) => {
      held.current = on
    },
    over: { onMouseOver: look, onFocus: look, onKeyDown },
  }
}

export type Active = ReturnType<typeof useActive>
