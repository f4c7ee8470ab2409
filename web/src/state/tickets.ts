import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Page } from '../contract/person.ts'
import type { Inbox, SavedView, TicketFields, TicketPage, TicketRow } from '../contract/ticket.ts'
import { post, type Query, read, remove } from '../wire/http.ts'

/** A few tickets for these words, for the search that is open everywhere. */
export function useTicketsLike(words: string) {
  return useQuery({
    queryKey: ['tickets', 'like', words],
    queryFn: ({ signal }) =>
      read<Page<TicketRow>>('/api/tickets', {
        query: { q: words, sort: 'relevance', limit: 6 },
        signal,
      }),
    enabled: words.length > 1 && !/^#?\d+$/.test(words),
    placeholderData: keepPreviousData,
  })
}

/** Tickets by filter, page by page. */
export function useTickets(filter: Query) {
  return useInfiniteQuery({
    queryKey: ['tickets', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      read<Page<TicketRow>>('/api/tickets', {
        query: { ...filter, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useInbox() {
  return useQuery({ queryKey: ['inbox'], queryFn: () => read<Inbox>('/api/inbox') })
}

/** What the pickers offer. */
export function useTicketFields() {
  return useQuery({
    queryKey: ['ticket-fields'],
    queryFn: () => read<TicketFields>('/api/tickets/fields'),
    staleTime: 300_000,
  })
}

export interface NewTicket {
  summary: string
  description: string
  product?: string
  component?: string
  category?: string
  priority?: string
  requester?: number
}

export function useCreateTicket() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewTicket) => post<TicketPage>('/api/tickets', { body }),
    onSuccess: (ticket) => {
      client.setQueryData(['ticket', ticket.number], ticket)
      void client.invalidateQueries({ queryKey: ['tickets'] })
      void client.invalidateQueries({ queryKey: ['inbox'] })
    },
  })
}

const VIEWS = ['views'] as const

export function useSavedViews() {
  return useQuery({
    queryKey: VIEWS,
    queryFn: () => read<{ items: SavedView[] }>('/api/views'),
    staleTime: 300_000,
  })
}

export function useSaveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; query: Record<string, string> }) =>
      post<SavedView>('/api/views', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: VIEWS }),
  })
}

export function useRemoveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => remove<void>('/api/views/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: VIEWS }),
  })
}
