import { useEffect, useLayoutEffect, useRef, useState } from 'react'

const NEAR_PX = 48

function scrollToEnd(element: HTMLElement | null) {
  if (element) element.scrollTop = element.scrollHeight
}

/**
 * Keep a scrolling box at its end while somebody is there, and leave it alone while they read
 * further up. `last` is the number of what stands at the end; `seen` the one that was there
 * when they were last at the end. `first` is the number of what stands at the beginning: after
 * `hold`, what is on the screen stays where it is when older lines come before it.
 */
export function useStickToEnd(last: number, first: number) {
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ line: Element; top: number } | null>(null)
  const sticks = useRef(true)
  const [atEnd, setAtEnd] = useState(true)
  const [seen, setSeen] = useState(last)
  useLayoutEffect(() => {
    if (!sticks.current) return
    scrollToEnd(box.current)
    setSeen(last)
  }, [last])
  // biome-ignore lint/correctness/useExhaustiveDependencies: older lines are what moves the place
  useLayoutEffect(() => {
    const element = box.current
    if (!element || !held.current) return
    element.scrollTop += held.current.line.getBoundingClientRect().top - held.current.top
    held.current = null
    // The browser's own anchoring does nothing at the very top, and too much elsewhere.
    requestAnimationFrame(() => element.style.removeProperty('overflow-anchor'))
  }, [first])
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
  const hold = () => {
    const line = box.current?.querySelector('article')
    if (!box.current || !line) return
    box.current.style.setProperty('overflow-anchor', 'none')
    held.current = { line, top: line.getBoundingClientRect().top }
  }
  const letGo = () => {
    sticks.current = false
  }
  return { box, atEnd, seen, hold, toEnd: () => scrollToEnd(box.current), letGo }
}
