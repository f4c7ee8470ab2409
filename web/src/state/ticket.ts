import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Lines } from '../contract/activity.ts'
import type { Replies, TicketPage } from '../contract/ticket.ts'
import { read } from '../wire/http.ts'
import { useFollow } from './connection.ts'

/** A ticket as the person who asks may see it. */
export function useTicket(number: number) {
  return useQuery({
    queryKey: ['ticket', number],
    queryFn: () => read<TicketPage>('/api/tickets/{number}', { path: { number } }),
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

/** The ticket's history, oldest first, read up to its head. */
export function useHistory(number: number, head: number, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['ticket', number, 'history', head],
    queryFn: ({ pageParam }) =>
      read<Lines>('/api/tickets/{number}/activity', {
        path: { number },
        query: { after: pageParam, limit: HISTORY_PAGE },
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => {
      const last = page.items.at(-1)?.seq ?? page.head
      return last < page.head ? last : undefined
    },
    enabled,
  })
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
