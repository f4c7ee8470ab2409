import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Me } from '../contract/person.ts'
import { carryCsrf, post, read, remove } from '../wire/http.ts'
import { live } from '../wire/live.ts'

export const ME = ['me'] as const

export function welcome(me: Me): Me {
  carryCsrf(me.csrf)
  return me
}

/** Who is signed in; null is a stranger. */
export function useMeQuery() {
  return useQuery({
    queryKey: ME,
    queryFn: async () => {
      // Of /api/me a browser would write every stranger down as an error.
      const { me } = await read<{ me: Me | null }>('/api/sign-in')
      return me && welcome(me)
    },
    staleTime: 60_000,
  })
}

export const MeContext = createContext<Me | null>(null)

/** The person who is signed in; only inside the signed-in frame. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe outside the signed-in frame')
  return me
}

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => post<Me>('/api/sign-in', { body }),
    onSuccess: (me) => client.setQueryData(ME, welcome(me)),
  })
}

export function useSignInByLink() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (secret: string) => post<Me>('/api/sign-in/link', { body: { secret } }),
    onSuccess: (me) => client.setQueryData(ME, welcome(me)),
  })
}

/** Forget everything that was read as this person, and ask anew who is here. */
export function forgetMe(client: QueryClient) {
  live.stop()
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] })
  void client.resetQueries({ queryKey: ME })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => remove<void>('/api/sign-in'),
    onSettled: () => {
      forgetMe(client)
      location.assign('/sign-in')
    },
  })
}
