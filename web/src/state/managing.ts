import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Bounce, DesignPage, FitPage, LoadPage, TwinPage } from '../contract/managing.ts'
import { type Query, read } from '../wire/http.ts'

/** What an experiment would need, and how the running one stands. */
export function useDesign(query: Query) {
  return useQuery({
    queryKey: ['reports', 'experiment', query],
    queryFn: ({ signal }) => read<DesignPage>('/api/reports/experiment', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** The way that a swarmed ticket would likely have taken through tiers. */
export function useTwin(number: number, wanted: boolean) {
  return useQuery({
    queryKey: ['ticket', number, 'twin'],
    queryFn: ({ signal }) => read<TwinPage>(`/api/tickets/${number}/twin`, { signal }),
    enabled: wanted,
    staleTime: 300_000,
  })
}

/** How likely an open tiered ticket is passed on again. */
export function useBounce(number: number, head: number, wanted: boolean) {
  return useQuery({
    queryKey: ['ticket', number, 'bounce', head],
    queryFn: ({ signal }) => read<Bounce>(`/api/tickets/${number}/bounce`, { signal }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  })
}

/** Where to swarm and where not. */
export function useFit(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'fit', filter],
    queryFn: ({ signal }) => read<FitPage>('/api/reports/fit', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Interruptions, what hangs on whom, and growth seats. */
export function useLoad() {
  return useQuery({
    queryKey: ['reports', 'load'],
    queryFn: ({ signal }) => read<LoadPage>('/api/reports/load', { signal }),
  })
}
