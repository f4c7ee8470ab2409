import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Line } from '../contract/activity.ts'
import type { ArticleDraft, Categories, Similar, TicketForesight } from '../contract/knowledge.ts'
import type { Need, SkillRef, Suggestions } from '../contract/swarm.ts'
import { post, put, read, remove } from '../wire/http.ts'
import { useHear } from './connection.ts'

/**
 * Who could help with a ticket, before or after a swarm is open on it. `people` are looked at too,
 * for the team that is put together.
 */
export function useSuggestions(ticket: number, swarm: number | null, people: number[] = []) {
  const query = people.length > 0 ? { people: people.join(',') } : {}
  return useQuery({
    queryKey: ['suggestions', ticket, swarm, people],
    queryFn: () =>
      swarm === null
        ? read<Suggestions>('/api/tickets/{number}/suggestions', {
            path: { number: ticket },
            query,
          })
        : read<Suggestions>('/api/swarms/{id}/suggestions', { path: { id: swarm }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: 180_000,
  })
}

/** Note which list is looked at, so that what was shown can be judged later. */
export function useNoteSlate(swarm: number | null, version: string | undefined): void {
  useEffect(() => {
    if (swarm === null || !version) return
    const call = { path: { id: swarm }, body: { version } }
    // A log, not a command: where it fails or the list has moved on, nobody needs to know.
    put<unknown>('/api/swarms/{id}/slate', call).catch(() => undefined)
  }, [swarm, version])
}

/** Say that a suggestion was good or not; the same again takes it back. */
export function useThumb(ticket: number, swarm: number | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ person, up }: { person: number; up: boolean | null }) => {
      const call = { path: { swarm: swarm ?? 0, person } }
      const address = '/api/swarms/{swarm}/thumbs/{person}'
      return up === null
        ? remove<unknown>(address, call)
        : put<unknown>(address, { ...call, body: { up } })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['suggestions', ticket] }),
  })
}

const QUIET_MS = 1500

/** Read the suggestions again a moment after the talk in a room went on. */
export function useTalkHeard(swarm: number): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const readAgain = () => void client.invalidateQueries({ queryKey: ['suggestions'] })
  useEffect(() => () => clearTimeout(timer.current), [])
  const hear = (line: Line) => {
    if (!line.kind.startsWith('message_')) return
    clearTimeout(timer.current)
    timer.current = setTimeout(readAgain, QUIET_MS)
  }
  useHear(`swarms/${swarm}`, hear, readAgain)
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

/** Who has shown what a ticket needs, before anybody owns it; asked for when it is looked at. */
export function useLikelyHelpers(ticket: number, enabled: boolean) {
  return useQuery({
    queryKey: ['suggestions', ticket, 'likely'],
    queryFn: () =>
      read<Suggestions>('/api/tickets/{number}/suggestions', { path: { number: ticket } }),
    enabled,
    staleTime: 300_000,
  })
}

/** What can be said before work starts: passed on or not, by which tier, new or known. */
export function useForesight(ticket: number, enabled: boolean) {
  return useQuery({
    queryKey: ['ticket', ticket, 'foresight'],
    queryFn: () =>
      read<TicketForesight>('/api/tickets/{number}/foresight', { path: { number: ticket } }),
    enabled,
    staleTime: 300_000,
  })
}

/** What kind of ticket it seems to be; asked for while it has no category. */
export function useCategories(ticket: number, enabled: boolean) {
  return useQuery({
    queryKey: ['ticket', ticket, 'categories'],
    queryFn: () =>
      read<Categories>('/api/tickets/{number}/categories', { path: { number: ticket } }),
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
