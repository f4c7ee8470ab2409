import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ArticleDraft, Similar } from '../contract/knowledge.ts'
import type { Need, SkillRef, Suggestions } from '../contract/swarm.ts'
import { post, put, read, remove } from '../wire/http.ts'

/** Who could help with a ticket, before or after a swarm is open on it. */
export function useSuggestions(ticket: number, swarm: number | null, enabled: boolean) {
  return useQuery({
    queryKey: ['suggestions', ticket, swarm],
    queryFn: () =>
      swarm === null
        ? read<Suggestions>('/api/tickets/{number}/suggestions', { path: { number: ticket } })
        : read<Suggestions>('/api/swarms/{id}/suggestions', { path: { id: swarm } }),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: 180_000,
  })
}

/** The three nearest past fixes, and articles. */
export function useSimilar(ticket: number, enabled: boolean) {
  return useQuery({
    queryKey: ['ticket', ticket, 'similar'],
    queryFn: () => read<Similar>('/api/tickets/{number}/similar', { path: { number: ticket } }),
    enabled,
    staleTime: 300_000,
  })
}

export interface Draft {
  summary: string
  description: string
  product?: string
  component?: string
}

/** Past fixes for what is being typed. */
export function useSimilarToDraft(draft: Draft) {
  return useQuery({
    queryKey: ['similar', draft],
    queryFn: ({ signal }) => post<Similar>('/api/similar', { body: draft, signal }),
    enabled: draft.summary.trim().length >= 8,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })
}

export function useNeeds(ticket: number, enabled: boolean) {
  return useQuery({
    queryKey: ['needs', ticket],
    queryFn: () =>
      read<{ items: Need[] }>('/api/tickets/{number}/needs', { path: { number: ticket } }),
    enabled,
  })
}

/** Say that a ticket needs a skill, or that it does not. */
export function useChangeNeed(ticket: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ skill, needed }: { skill: number; needed: boolean }) => {
      const call = { path: { number: ticket, skill } }
      const address = '/api/tickets/{number}/needs/{skill}'
      return needed ? put<unknown>(address, { ...call, body: {} }) : remove<unknown>(address, call)
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['suggestions', ticket] })
      return client.invalidateQueries({ queryKey: ['needs', ticket] })
    },
  })
}

/** Skills by a part of their name, for pickers. */
export function useSkillsLike(words: string) {
  return useQuery({
    queryKey: ['skills', 'like', words],
    queryFn: () => read<{ items: SkillRef[] }>('/api/skills', { query: { q: words } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** An article filled in from what the ticket says. */
export function readArticleDraft(ticket: number) {
  return read<ArticleDraft>('/api/tickets/{number}/article-draft', { path: { number: ticket } })
}

export function writeArticle(body: ArticleDraft & { ticket: number }) {
  return post<{ id: number }>('/api/articles', { body })
}
