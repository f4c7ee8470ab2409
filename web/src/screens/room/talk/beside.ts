import { useCallback } from 'react'
import { useSearchParams } from 'wouter'
import { numberIn } from './arrival.ts'

/** What stands beside the room, as the address says: a thread, a search, or neither. */
export function useBeside() {
  const [params, setParams] = useSearchParams()
  const openThread = useCallback((root: number) => setParams({ thread: String(root) }), [setParams])
  const find = useCallback((words: string) => setParams({ find: words }), [setParams])
  const close = useCallback(() => setParams({}), [setParams])
  return { thread: numberIn(params, 'thread'), found: params.get('find'), openThread, find, close }
}
