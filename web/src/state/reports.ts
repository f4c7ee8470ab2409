import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  Behind,
  Comparison,
  EffectPage,
  Overview,
  PeriodsPage,
  ReportFilters,
  WherePage,
} from '../contract/report.ts'
import { type Query, read } from '../wire/http.ts'

export function useOverview(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'overview', filter],
    queryFn: ({ signal }) => read<Overview>('/api/reports/overview', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useComparison(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'comparison', filter],
    queryFn: ({ signal }) => read<Comparison>('/api/reports/comparison', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useEffectPage(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'effect', filter],
    queryFn: ({ signal }) => read<EffectPage>('/api/reports/effect', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Where swarming won and where it lost. */
export function useWhere(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'where', filter],
    queryFn: ({ signal }) =>
      read<WherePage>('/api/reports/effect/groups', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

/** The measures of the overview or the flow in a period and in an earlier one. */
export function usePeriods(report: 'overview' | 'flow', query: Query) {
  return useQuery({
    queryKey: ['reports', 'periods', report, query],
    queryFn: ({ signal }) => read<PeriodsPage>(`/api/reports/${report}/periods`, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useReportFilters() {
  return useQuery({
    queryKey: ['reports', 'filters'],
    queryFn: () => read<ReportFilters>('/api/reports/filters'),
    staleTime: 300_000,
  })
}

/** The tickets behind a number, page by page. */
export function useBehind(query: Query) {
  return useInfiniteQuery({
    queryKey: ['reports', 'behind', query],
    queryFn: ({ pageParam, signal }) =>
      read<Behind>('/api/reports/tickets', {
        query: { ...query, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}
