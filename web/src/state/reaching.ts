import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Call, OutgoingPage, SendState, Stop, Ways, Wishes } from '../contract/reaching.ts'
import { post, put, read, remove } from '../wire/http.ts'
import { subscribe, unsubscribe } from '../wire/push.ts'

const WISHES = ['wishes'] as const

/** What I want to be told, by which ways, and when not. */
export function useWishes() {
  return useQuery({
    queryKey: WISHES,
    queryFn: () => read<Wishes>('/api/me/wishes'),
    staleTime: 60_000,
  })
}

export type NewWishes = Pick<Wishes, 'mentions' | 'quiet_from' | 'quiet_until'> & {
  ways: Pick<Ways, 'kind' | 'client' | 'push' | 'mail'>[]
}

export function useSetWishes() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewWishes) => put<Wishes>('/api/me/wishes', { body }),
    onSuccess: (wishes) => client.setQueryData(WISHES, wishes),
  })
}

/** Have this browser take pushes, or no more. */
export function usePushHere(key: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (on: boolean) => {
      if (on) await put<void>('/api/me/browser', { body: await subscribe(key) })
      else {
        await unsubscribe()
        await remove<void>('/api/me/browser')
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: WISHES }),
  })
}

/** What the link in a mail stands for; reading it answers nothing. */
export function useCall(seal: string) {
  return useQuery({
    queryKey: ['call', seal],
    queryFn: () => post<Call>('/api/calls', { body: { seal } }),
    retry: false,
  })
}

export function useAnswerCall(seal: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (answer: 'accepted' | 'declined') =>
      put<Call>('/api/calls', { body: { seal, answer } }),
    onSuccess: (call) => client.setQueryData(['call', seal], call),
  })
}

export function useStop(seal: string) {
  return useQuery({
    queryKey: ['stop', seal],
    queryFn: () => post<Stop>('/api/stops', { body: { seal } }),
    retry: false,
  })
}

export function useStopMails(seal: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => put<Stop>('/api/stops', { body: { seal } }),
    onSuccess: (stop) => client.setQueryData(['stop', seal], stop),
  })
}

/** What is on its way out of the desk, page by page. */
export function useOutgoing(state: SendState | null) {
  return useInfiniteQuery({
    queryKey: ['outgoing', state],
    queryFn: ({ pageParam, signal }) =>
      read<OutgoingPage>('/api/outgoing', { query: { state, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function useTryAgain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => post<void>('/api/outgoing/{id}/tries', { path: { id }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['outgoing'] }),
  })
}
