import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Line } from '../contract/activity.ts'
import type { Hypothesis, Moment, Task } from '../contract/board.ts'
import type { Page, PersonRef } from '../contract/person.ts'
import { post, put, read, remove } from '../wire/http.ts'

/** A message that holds the words that were looked for. */
export interface FoundMessage {
  swarm: number
  ticket: number | null
  summary: string
  message: number
  seq: number
  thread: number | null
  author: PersonRef
  at: string
  snippet: string
}

/** What was said with these words, in one room or in all of mine; newest first. */
export function useFoundMessages(words: string, swarm?: number) {
  return useInfiniteQuery({
    queryKey: ['found', swarm ?? null, words],
    queryFn: ({ pageParam, signal }) =>
      read<Page<FoundMessage>>('/api/messages', {
        query: { q: words, swarm, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: /\w/u.test(words),
    staleTime: 10_000,
  })
}

export interface Pin {
  message: number
  seq: number
  author: PersonRef
  at: string
  text: string | null
  by: PersonRef
}

const CHANGES_PINS = new Set([
  'message_pinned',
  'message_unpinned',
  'message_edited',
  'message_deleted',
])

/** What is pinned in a room, read again when a line may have changed it. */
export function usePins(id: number, lines: readonly Line[]) {
  const version = lines.findLast((line) => CHANGES_PINS.has(line.kind))?.seq ?? 0
  return useQuery({
    queryKey: ['pins', id, version],
    queryFn: () => read<{ items: Pin[] }>('/api/swarms/{id}/pins', { path: { id } }),
    placeholderData: (before) => before,
    gcTime: 0,
  })
}

export function pin(id: number, message: number, on: boolean) {
  const path = '/api/swarms/{id}/messages/{message}/pin'
  const call = { path: { id, message } }
  return on ? put(path, { ...call, body: {} }) : remove(path, call)
}

export function addTried(id: number, what: string) {
  return post('/api/swarms/{id}/tried', { path: { id }, body: { what } })
}

export interface SaidLine {
  message: number
  seq: number
  author: PersonRef
  at: string
  html: string | null
  edited_at: string | null
  thread: number | null
  files: string[]
}

export interface Transcript {
  swarm: number
  people: PersonRef[]
  hypotheses: Hypothesis[]
  tasks: Task[]
  moments: Moment[]
  messages: SaidLine[]
  more: boolean
}

/** What was said in a swarm that is over. */
export function useTranscript(swarm: number, enabled: boolean) {
  return useQuery({
    queryKey: ['transcript', swarm],
    queryFn: () => read<Transcript>('/api/swarms/{id}/transcript', { path: { id: swarm } }),
    enabled,
    staleTime: 60_000,
  })
}
