import { useQuery } from '@tanstack/react-query'
import { read } from '../wire/http.ts'

export interface Titles {
  tickets: { number: number; summary: string; status: string }[]
  articles: { id: number; title: string }[]
}

/** What a text refers to on this desk. */
export interface References {
  tickets: number[]
  articles: number[]
}

/** The titles of tickets and articles, of those that I may see. */
export function useTitles({ tickets, articles }: References) {
  return useQuery({
    queryKey: ['titles', tickets, articles],
    queryFn: () => read<Titles>('/api/titles', { query: { tickets, articles } }),
    enabled: tickets.length + articles.length > 0,
    staleTime: 300_000,
  })
}
