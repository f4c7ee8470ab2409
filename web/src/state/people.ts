import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Page, PersonRow } from '../contract/person.ts'
import { read } from '../wire/http.ts'

/** People whose name contains these words: colleagues, or everybody. */
export function usePeopleLike(words: string, everybody = false, enabled = true) {
  return useQuery({
    queryKey: ['people', 'like', words, everybody],
    queryFn: ({ signal }) =>
      read<Page<PersonRow>>('/api/people', {
        query: { q: words, colleagues: !everybody, limit: 20 },
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled,
    staleTime: 60_000,
  })
}

/** The colleagues whose name contains these words, asked for once. */
export async function readPeopleLike(words: string): Promise<PersonRow[]> {
  const { items } = await read<Page<PersonRow>>('/api/people', {
    query: { q: words, colleagues: true, limit: 20 },
  })
  return items.filter((person) => !person.left)
}
