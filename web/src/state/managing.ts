import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DesignPage } from '../contract/managing.ts'
import { type Query, read } from '../wire/http.ts'

/** What an experiment would need, and how the running one stands. */
export function useDesign(query: Query) {
  return useQuery({
    queryKey: ['reports', 'experiment', query],
    queryFn: ({ signal }) => read<DesignPage>('/api/reports/experiment', { query, signal }),
    placeholderData: keepPreviousData,
  })
}
