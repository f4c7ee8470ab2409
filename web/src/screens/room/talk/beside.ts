import { useCallback } from 'react'
import { useSearchParams } from 'wouter'
import { numberIn } from './arrival.ts'

/** What stands beside the room, as the address says: a thread, a search, what one missed, none. */
export function useBeside() {
  const [params, setParams] = useSearchParams()
  const openThread = useCallback((root: number) => setParams({ thread: String(root) }), [setParams])
  const find = useCallback((words: string) => setParams({ find: words }), [setParams])
  const catchUp = useCallback(
    (replace = false) => setParams({ missed: '1' }, { replace }),
    [setParams],
  )
  const close = useCallback(() => setParams({}), [setParams])
  const thread = numberIn(params, 'thread')
  const found = params.get('find')
  const missed = params.has('missed')
  const shown = thread !== null || found !== null || missed
  return { thread, found, missed, shown, openThread, find, catchUp, close }
}
