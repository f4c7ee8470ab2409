import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Lines } from '../contract/activity.ts'
import type { Replies, TicketPage } from '../contract/ticket.ts'
import { read } from '../wire/http.ts'
import { useFollow } from './connection.ts'

/** A ticket as the person who asks may see it. */
export function useTicket(number: number) {
  return useQuery({
    queryKey: ['ticket', number],
    queryFn: () => read<TicketPage>('/api/tickets/{number}', { path: { number } }),
    enabled: Number.isInteger(number),
  })
}

/** What a line on a ticket's stream makes old beside the ticket itself. */
export function alsoTouched(kind: string): string[] {
  if (kind === 'needs_changed') return ['needs', 'suggestions']
  if (kind.startsWith('swarm_')) return ['suggestions', 'swarm', 'swarms']
  return []
}

/** Read a ticket again whenever its stream says that something happened. */
export function useLiveTicket(ticket: TicketPage, follows: boolean): void {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['ticket', ticket.number] })
  useFollow(`tickets/${ticket.number}`, follows ? ticket.head : undefined, {
    onLine: (line) => {
      void again()
      for (const key of alsoTouched(line.kind)) void client.invalidateQueries({ queryKey: [key] })
    },
    onSkipped: () => void again(),
  })
}

/** Replies older than those that came with the ticket; read only when asked for. */
export function useEarlierReplies(number: number, before: number | undefined) {
  return useInfiniteQuery({
    queryKey: ['ticket', number, 'replies', before],
    queryFn: ({ pageParam }) =>
      read<Replies>('/api/tickets/{number}/replies', {
        path: { number },
        query: { before: pageParam },
      }),
    initialPageParam: before,
    getNextPageParam: (page) => (page.earlier ? page.items[0]?.id : undefined),
    enabled: false,
  })
}

const HISTORY_PAGE = 100

interface Stretch {
  after: number
  limit: number
}

/** Up to which line an answer reaches: a full one may have been cut short. */
function reachOf(page: Lines, { limit }: Stretch): number {
  const last = page.items.at(-1)?.seq
  return page.items.length === limit && last !== undefined ? last : page.head
}

/**
 * The ticket's history, the newest stretch first; older ones on demand, newer ones as they
 * come, so that what is read stays where it is.
 */
export function useHistory(number: number, head: number, enabled: boolean) {
  const [from] = useState(head)
  const history = useInfiniteQuery({
    queryKey: ['ticket-history', number, from],
    queryFn: ({ pageParam }) =>
      read<Lines>('/api/tickets/{number}/activity', {
        path: { number },
        query: { ...pageParam },
      }),
    initialPageParam: { after: Math.max(0, from - HISTORY_PAGE), limit: HISTORY_PAGE } as Stretch,
    getNextPageParam: (_page, _pages, { after }): Stretch | undefined =>
      after > 0
        ? { after: Math.max(0, after - HISTORY_PAGE), limit: Math.min(after, HISTORY_PAGE) }
        : undefined,
    getPreviousPageParam: (page, _pages, stretch): Stretch => ({
      after: reachOf(page, stretch),
      limit: HISTORY_PAGE,
    }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const { data, isFetching, fetchPreviousPage } = history
  const first = data?.pages[0]
  const stretch = data?.pageParams[0] as Stretch | undefined
  const behind = first && stretch && reachOf(first, stretch) < head
  useEffect(() => {
    if (enabled && behind && !isFetching) void fetchPreviousPage()
  }, [enabled, behind, isFetching, fetchPreviousPage])
  return history
}

/**
 * Carry out a verb on a ticket and read the ticket again, whether it worked or not: after a
 * conflict one wants to see what is true now.
 */
export function useTicketVerb(number: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (verb: () => Promise<unknown>) => verb(),
    onSettled: () => {
      for (const key of ['inbox', 'tickets', 'notices']) {
        void client.invalidateQueries({ queryKey: [key] })
      }
      return client.invalidateQueries({ queryKey: ['ticket', number] })
    },
  })
}
