import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Line } from '../contract/activity.ts'
import type { Choice, Queue } from '../contract/picking.ts'
import type { SwarmPage } from '../contract/swarm.ts'
import { post, read, remove } from '../wire/http.ts'

const CHANGES = new Set(['ticket_picked', 'queue_changed', 'swarm_closed', 'swarm_reopened'])

/** What grows old while one looks on comes without a line. */
const AGAIN_MS = 60_000

/** A room's queue, read again when a line may have changed it. */
export function useQueue(id: number, lines: readonly Line[], enabled: boolean) {
  const newest = lines.findLast(({ kind }) => CHANGES.has(kind))?.seq ?? 0
  return useQuery({
    queryKey: ['queue', id, newest],
    queryFn: () => read<Queue>('/api/swarms/{id}/queue', { path: { id } }),
    placeholderData: (before) => before,
    refetchInterval: AGAIN_MS,
    gcTime: 0,
    enabled,
  })
}

export interface Pick {
  ticket: number
  decision: Choice
  to?: number
  help_needed?: string
  why?: string
}

/** Decide on a ticket of the queue; others see it as a line. */
export function usePick(id: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Pick) => post<Queue>('/api/swarms/{id}/picks', { path: { id }, body }),
    onSettled: (_queue, _error, { ticket }) => {
      for (const key of ['queue', 'inbox', 'notices']) {
        void client.invalidateQueries({ queryKey: [key] })
      }
      return client.invalidateQueries({ queryKey: ['ticket', ticket] })
    },
  })
}

/** Take an offer back that was not answered; others see it as a line. */
export function useTakeBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => remove('/api/handovers/{id}', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['queue'] }),
  })
}

export interface NewRoom {
  kind: 'dispatch' | 'backlog'
  team?: number
  note?: string
}

export function useOpenRoom() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRoom) => post<SwarmPage>('/api/swarms', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['swarms'] }),
  })
}
