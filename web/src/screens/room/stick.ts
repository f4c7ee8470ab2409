import { useEffect, useLayoutEffect, useRef, useState } from 'react'

const NEAR_PX = 48

function scrollToEnd(element: HTMLElement | null) {
  if (element) element.scrollTop = element.scrollHeight
}

/**
 * Keep a scrolling box at its end while somebody is there, and leave it alone while they read
 * further up. `last` is the number of what stands at the end; `seen` the one that was there
 * when they were last at the end.
 */
export function useStickToEnd(last: number) {
  const box = useRef<HTMLDivElement>(null)
  const sticks = useRef(true)
  const [atEnd, setAtEnd] = useState(true)
  const [seen, setSeen] = useState(last)
  useLayoutEffect(() => {
    if (!sticks.current) return
    scrollToEnd(box.current)
    setSeen(last)
  }, [last])
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const look = () => {
      const left = element.scrollHeight - element.scrollTop - element.clientHeight
      sticks.current = left < NEAR_PX
      setAtEnd(sticks.current)
    }
    const resized = new ResizeObserver(() => sticks.current && scrollToEnd(element))
    element.addEventListener('scroll', look, { passive: true })
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      resized.disconnect()
    }
  }, [])
  return { box, atEnd, seen, toEnd: () => scrollToEnd(box.current) }
}
