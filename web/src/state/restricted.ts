import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Restricted } from '../contract/restricted.ts'
import { post, put, read, remove } from '../wire/http.ts'

export type Restriction =
  | { field: string }
  | { attachment: number }
  | { name: string; value: string }

export function restrict(number: number, body: Restriction) {
  return post<Restricted>('/api/tickets/{number}/restrictions', { path: { number }, body })
}

export function lift(number: number, restriction: number) {
  const path = { number, restriction }
  return remove('/api/tickets/{number}/restrictions/{restriction}', { path })
}

export function grant(number: number, person: number, reason: string) {
  const path = { number, person }
  return put<Restricted>('/api/tickets/{number}/grants/{person}', { path, body: { reason } })
}

export function revoke(number: number, person: number) {
  return remove('/api/tickets/{number}/grants/{person}', { path: { number, person } })
}

/** Keep a posted file for those with a grant, or let everybody in the room have it again. */
export function restrictFile(file: number, on: boolean) {
  const call = { path: { file } }
  return on
    ? put('/api/files/{file}/restriction', { ...call, body: {} })
    : remove('/api/files/{file}/restriction', call)
}

/** What is restricted of the ticket of a room. */
export function useRestricted(swarm: number) {
  return useQuery({
    queryKey: ['swarm', swarm, 'restricted'],
    queryFn: () => read<Restricted>('/api/swarms/{id}/restricted', { path: { id: swarm } }),
  })
}

/** Change what is restricted, and read anew what shows it. */
export function useRestrictedVerb(number: number | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (verb: () => Promise<unknown>) => verb(),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['swarm'] })
      return client.invalidateQueries({ queryKey: ['ticket', number] })
    },
  })
}
