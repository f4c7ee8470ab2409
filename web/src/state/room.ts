import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Line, Lines } from '../contract/activity.ts'
import type { SwarmPage } from '../contract/swarm.ts'
import { put, read } from '../wire/http.ts'
import { useFollow } from './connection.ts'
import {
  currentPage,
  lastOf,
  needsSnapshot,
  type RoomLog,
  withEarlier,
  withLine,
} from './room_log.ts'

const STRETCH = 200
const MOST = 1000
/** So many lines before one that was asked for are read with it. */
const AROUND = 30

function readStretch(id: number, after: number, limit = STRETCH): Promise<Lines> {
  return read<Lines>('/api/swarms/{id}/activity', { path: { id }, query: { after, limit } })
}

async function readBetween(id: number, from: number, to: number): Promise<Line[]> {
  const found: Line[] = []
  for (let after = from; after < to; ) {
    const { items } = await readStretch(id, after, MOST)
    const last = items.at(-1)
    if (!last) break
    found.push(...items)
    after = last.seq
  }
  return found
}

/** The newest stretch of a room, then every line as it comes. */
export function useRoomLog(page: SwarmPage) {
  const client = useQueryClient()
  const { id } = page
  const key = useMemo(() => ['room-log', id], [id])
  const readable = page.can.read === true && page.head !== null
  const log = useQuery({
    queryKey: key,
    queryFn: async (): Promise<RoomLog> => {
      const after = Math.max(0, (page.head ?? 0) - STRETCH)
      return { after, lines: (await readStretch(id, after)).items }
    },
    enabled: readable,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const change = useCallback(
    (next: (log: RoomLog) => RoomLog) =>
      client.setQueryData<RoomLog>(key, (before) => before && next(before)),
    [client, key],
  )
  useFollow(`swarms/${id}`, log.data && lastOf(log.data), {
    onLine: (line) => {
      change((before) => withLine(before, line))
      if (needsSnapshot(line)) void client.invalidateQueries({ queryKey: ['swarm', id] })
      if (line.kind.startsWith('invitation_')) {
        void client.invalidateQueries({ queryKey: ['suggestions'] })
      }
    },
    onSkipped: () => void client.invalidateQueries({ queryKey: key }),
    onRefused: () => void client.invalidateQueries({ queryKey: ['swarm', id] }),
  })
  const earlier = useMutation({
    mutationFn: async () => {
      const before = client.getQueryData<RoomLog>(key)
      if (!before || before.after === 0) return
      const after = Math.max(0, before.after - STRETCH)
      const { items } = await readStretch(id, after)
      change((log) => withEarlier(log, items, after))
    },
  })
  /** Read by HTTP what the socket has not brought. */
  const catchUp = useCallback(async () => {
    const before = client.getQueryData<RoomLog>(key)
    if (!before) return
    const { items } = await readStretch(id, lastOf(before))
    change((log) => items.reduce(withLine, log))
  }, [client, key, id, change])
  /** Read backwards until the line with this number is there, however far back it lies. */
  const reach = useCallback(
    async (seq: number) => {
      const before = client.getQueryData<RoomLog>(key)
      if (!before || seq > before.after) return
      const from = Math.max(0, seq - AROUND)
      const found = await readBetween(id, from, before.after)
      change((log) => withEarlier(log, found, from))
    },
    [client, key, id, change],
  )
  const current = useMemo(() => currentPage(page, log.data), [page, log.data])
  return { log, earlier, catchUp, reach, page: current }
}

const READ_AFTER_MS = 700

/** Tell the server how far one has read, a moment after it was on the screen. */
export function useMarkRead(id: number, seq: number, visible: boolean): void {
  const client = useQueryClient()
  const told = useRef(0)
  useEffect(() => {
    if (!visible || seq <= told.current) return undefined
    const timer = setTimeout(() => {
      told.current = seq
      put('/api/swarms/{id}/read', { path: { id }, body: { seq } })
        .then(() => {
          void client.invalidateQueries({ queryKey: ['notices'] })
          return client.invalidateQueries({ queryKey: ['swarms'] })
        })
        .catch(() => {
          told.current = 0
        })
    }, READ_AFTER_MS)
    return () => clearTimeout(timer)
  }, [client, id, seq, visible])
}

/** The people whose names stand on a room's page. */
export function namesIn(page: SwarmPage): Map<number, string> {
  const people = [
    page.opened_by,
    ...(page.ticket?.owner ? [page.ticket.owner] : []),
    ...page.members.map((one) => one.person),
    ...page.invitations.map((one) => one.person),
    ...page.offers.map((one) => one.person),
    ...(page.closure?.credits.map((one) => one.person) ?? []),
  ]
  return new Map(people.map((person) => [person.id, person.name]))
}
