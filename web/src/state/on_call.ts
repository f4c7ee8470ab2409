import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OnCall } from '../contract/severity.ts'
import { post, put, read, remove } from '../wire/http.ts'

/** Who is on call for a team, from now on. */
export function useOnCall(team: number | null) {
  return useQuery({
    queryKey: ['on-call', team],
    enabled: team !== null,
    queryFn: () => read<OnCall>('/api/teams/{team}/on-call', { path: { team: team ?? 0 } }),
  })
}

export interface RotationWords {
  people: number[]
  starts_on: string
  hands_over: string
  days: number
}

export function planRotation(team: number, body: RotationWords) {
  return put<OnCall>('/api/teams/{team}/on-call', { path: { team }, body })
}

export interface Span {
  starts_at: string
  ends_at: string
}

export interface StandInWords extends Span {
  person: number
  /** What whose turn it is takes for it: a swap. */
  in_return?: Span
}

export function takeInstead(team: number, body: StandInWords) {
  return post<OnCall>('/api/teams/{team}/on-call/stand-ins', { path: { team }, body })
}

export function takeBack(team: number, stand_in: number) {
  return remove('/api/teams/{team}/on-call/stand-ins/{stand_in}', { path: { team, stand_in } })
}

/** Do something to the calendar and read it anew. */
export function useOnCallVerb(team: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (verb: () => Promise<unknown>) => verb(),
    onSuccess: () => client.invalidateQueries({ queryKey: ['on-call', team] }),
  })
}
