import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Me, PersonRef } from '../contract/person.ts'
import { post, put, read, remove } from '../wire/http.ts'
import { ME, welcome } from './me.ts'

/** One person from outside who may come, is here, or was. */
export interface GuestPass {
  id: number
  person: PersonRef
  kind: 'vendor' | 'requester'
  brief: string
  state: 'waiting' | 'here' | 'ended'
  made_by: PersonRef
  made_at: string
  expires_at: string
  used_at: string | null
  ended_at: string | null
}

export interface NewGuest {
  name: string
  kind: GuestPass['kind']
  hours: number
  brief: string
}

/** Who was let into a room by a link. */
export function useGuests(swarm: number, enabled: boolean) {
  return useQuery({
    queryKey: ['swarm', swarm, 'guests'],
    queryFn: () => read<{ items: GuestPass[] }>('/api/swarms/{id}/guests', { path: { id: swarm } }),
    enabled,
  })
}

/** Make a link; its secret is in the answer and nowhere else. */
export function useLetIn(swarm: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewGuest) =>
      post<{ guest: GuestPass; secret: string }>('/api/swarms/{id}/guests', {
        path: { id: swarm },
        body,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['swarm', swarm] }),
  })
}

export function endGuest(swarm: number, guest: number) {
  return remove('/api/swarms/{id}/guests/{guest}', { path: { id: swarm, guest } })
}

/** Show somebody from outside what was said before they came. */
export function showMessage(swarm: number, message: number, person: number) {
  return put('/api/swarms/{id}/messages/{message}/shares/{person}', {
    path: { id: swarm, message, person },
    body: {},
  })
}

/** Come into a room by a guest's link. */
export function useComeIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (secret: string) => post<Me>('/api/sign-in/guest', { body: { secret } }),
    onSuccess: (me) => client.setQueryData(ME, welcome(me)),
  })
}
