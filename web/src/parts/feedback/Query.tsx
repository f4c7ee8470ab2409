import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from '../../wire/http.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { NotThere } from './NotThere.tsx'
import { WaitingRows } from './Waiting.tsx'

interface Props<T> {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  /** Shown until the first answer; grey rows unless told. */
  waiting?: ReactNode
}

/** What was read, or that it is on its way, or why it did not come. */
export function Shown<T>({ query, children, waiting = <WaitingRows /> }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
  return <>{waiting}</>
}

/**
 * The one thing that a screen's address names, or that nothing is there (any more, to be seen). What
 * is not even asked for, since the address holds no number, is not there either.
 */
export function Addressed<T>(props: Props<T>) {
  const { error, isPending, fetchStatus } = props.query
  const unasked = isPending && fetchStatus === 'idle'
  if (unasked || (error instanceof Problem && error.status === 404)) return <NotThere />
  return <Shown {...props} />
}
