import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Page, PersonRow } from '../contract/person.ts'
import { read } from '../wire/http.ts'

/** Colleagues whose name contains these words. */
export function usePeopleLike(words: string) {
  return useQuery({
    queryKey: ['people', 'like', words],
    queryFn: ({ signal }) =>
      read<Page<PersonRow>>('/api/people', {
        query: { q: words, colleagues: true, limit: 20 },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
