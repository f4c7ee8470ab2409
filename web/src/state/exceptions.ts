import { useQuery } from '@tanstack/react-query'
import type { PersonRef } from '../contract/person.ts'
import { read } from '../wire/http.ts'

export const KINDS = [
  'uncalled',
  'word_due',
  'unanswered',
  'stalled',
  'unowned',
  'bouncing',
  'owner_gone',
] as const

/** One thing that goes wrong now. */
export interface ExceptionRow {
  kind: (typeof KINDS)[number]
  ticket: number
  summary: string
  priority: string
  swarm: number | null
  owner: PersonRef | null
  since: string
  /** How many owners a bouncing ticket had within the week. */
  count: number | null
}

/** What goes wrong: everything for managers, one's own for everybody else. */
export function useExceptions() {
  return useQuery({
    queryKey: ['exceptions'],
    queryFn: () => read<{ items: ExceptionRow[]; mine: boolean }>('/api/exceptions'),
    refetchInterval: 60_000,
  })
}
