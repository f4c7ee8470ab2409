import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Line, Lines } from '../contract/activity.ts'
import { post, put, read, remove } from '../wire/http.ts'
import { lastOf, type RoomLog } from './room_log.ts'

const SOCKET_PATIENCE_MS = 1500

export interface Words {
  body: string
  client_id: string
  /** The message that is answered, and whether the whole room sees the answer. */
  thread?: number
  also?: boolean
  quote?: number
  /** Files that were sent for this message. */
  files?: number[]
  /** For members only. */
  aside?: boolean
}

/**
 * Post a message. It is not drawn here: it appears when its line comes back, by the socket or,
 * where that is down, by HTTP.
 */
export function usePost(id: number, catchUp: () => Promise<void>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Words) =>
      post<{ seq: number }>('/api/swarms/{id}/messages', { path: { id }, body }),
    onSuccess: ({ seq }) => {
      setTimeout(() => {
        const log = client.getQueryData<RoomLog>(['room-log', id])
        if (log && lastOf(log) < seq) void catchUp().catch(() => undefined)
      }, SOCKET_PATIENCE_MS)
    },
  })
}

/** Carry out a verb on a message; what it changes comes back as a line. */
export function useMessageVerb() {
  return useMutation({ mutationFn: (verb: () => Promise<unknown>) => verb() })
}

export function editMessage(id: number, message: number, body: string) {
  return put('/api/swarms/{id}/messages/{message}', { path: { id, message }, body: { body } })
}

export function deleteMessage(id: number, message: number) {
  return remove('/api/swarms/{id}/messages/{message}', { path: { id, message } })
}

/** The signs that can be put on a message, as the server names them. */
export const SIGNS = [
  'yes',
  'no',
  'thanks',
  'looking',
  'done',
  'party',
  'heart',
  'thinking',
  'surprised',
  'rocket',
] as const
export type Sign = (typeof SIGNS)[number]

export function isSign(name: string): name is Sign {
  return SIGNS.some((one) => one === name)
}

/** Put a sign on a message, or take it off. */
export function sign(id: number, message: number, emoji: string, on: boolean) {
  const call = { path: { id, message, emoji } }
  const path = '/api/swarms/{id}/messages/{message}/reactions/{emoji}'
  return on ? put(path, { ...call, body: {} }) : remove(path, call)
}

export interface Edition {
  number: number
  body: string
  html: string
  at: string
}

/** How a message was worded before. */
export function useEditions(id: number, message: number, editedAt: string | null) {
  return useQuery({
    queryKey: ['editions', id, message, editedAt],
    queryFn: () =>
      read<{ items: Edition[] }>('/api/swarms/{id}/messages/{message}/editions', {
        path: { id, message },
      }),
    gcTime: 0,
  })
}

/** The lines of a thread: what was read of it, and what came since. */
export function useThread(id: number, message: number, live: Line[]) {
  const thread = useQuery({
    queryKey: ['thread', id, message],
    queryFn: () =>
      read<Lines>('/api/swarms/{id}/messages/{message}/thread', { path: { id, message } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const lines = useMemo(() => {
    if (!thread.data) return []
    const { items, head } = thread.data
    return [...items, ...live.filter((line) => line.seq > head)]
  }, [thread.data, live])
  return { thread, lines }
}
