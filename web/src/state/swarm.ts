import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CreditKind } from '../contract/ending.ts'
import type { Page } from '../contract/person.ts'
import type { Invitation, SwarmPage, SwarmRow } from '../contract/swarm.ts'
import { post, put, read, remove } from '../wire/http.ts'

export function useSwarm(id: number | null) {
  return useQuery({
    queryKey: ['swarm', id],
    queryFn: () => read<SwarmPage>('/api/swarms/{id}', { path: { id: id ?? 0 } }),
    enabled: id !== null,
  })
}

/** My rooms, or every swarm that is open and that I may see; those of one kind. */
export function useSwarms(which: 'mine' | 'open', enabled = true, kind?: string) {
  return useQuery({
    queryKey: ['swarms', which, kind],
    enabled,
    queryFn: () =>
      read<Page<SwarmRow>>('/api/swarms', {
        query: { ...(which === 'mine' ? { mine: 1 } : { open: 1 }), ...(kind && { kind }) },
      }),
  })
}

export interface Ask {
  kind?: string
  help_needed: string
  tried?: string
}

export function openSwarm(ticket: number, body: Ask) {
  return post<SwarmPage>('/api/tickets/{number}/swarms', { path: { number: ticket }, body })
}

export interface Invited {
  person: number
  role?: 'collaborator' | 'learner'
}

export function invite(swarm: number, person: number, role: Invited['role'] = 'collaborator') {
  const body = role === 'learner' ? { person, role } : { person }
  return post<Invitation>('/api/swarms/{id}/invitations', { path: { id: swarm }, body })
}

/**
 * Invite several, one after the other. Who was asked by an earlier try is passed over; the rest
 * are asked even where one cannot be, and the first refusal is told in the end.
 */
export async function inviteAll(swarm: number, people: Invited[], asked: Set<number>) {
  let refusal: unknown
  for (const one of people) {
    if (asked.has(one.person)) continue
    try {
      await invite(swarm, one.person, one.role)
      asked.add(one.person)
    } catch (error) {
      refusal ??= error
    }
  }
  if (refusal) throw refusal
}

export function withdrawInvitation(id: number) {
  return remove('/api/invitations/{id}', { path: { id } })
}

/** Erase what I helped with in one message. */
export function eraseAnswer(invitation: number) {
  return remove('/api/invitations/{id}/message', { path: { id: invitation } })
}

export function offerHelp(swarm: number, note: string) {
  return post('/api/swarms/{id}/offers', { path: { id: swarm }, body: note ? { note } : {} })
}

export function observe(swarm: number) {
  return post('/api/swarms/{id}/members', { path: { id: swarm }, body: {} })
}

/** Leave a room, or as its owner ask somebody out. */
export function endStay(swarm: number, person: number) {
  return remove('/api/swarms/{id}/members/{person}', { path: { id: swarm, person } })
}

/** Hear no more of a room in passing, or hear of it again. */
export function mute(swarm: number, on: boolean) {
  const call = { path: { id: swarm } }
  return on
    ? put('/api/swarms/{id}/mute', { ...call, body: {} })
    : remove('/api/swarms/{id}/mute', call)
}

export interface SwarmOutcome {
  summary: string
  solved: boolean
  /** Why it happened, for the ticket that is solved with it. */
  cause?: string
  ruled_out?: string
  credits: { person: number; kind: CreditKind; message?: number }[]
}

export function closeSwarm(swarm: number, body: SwarmOutcome) {
  return put('/api/swarms/{id}/outcome', { path: { id: swarm }, body })
}

/** Take back that a swarm was needed. */
export function cancelSwarm(swarm: number, reason: string) {
  return put('/api/swarms/{id}/cancellation', { path: { id: swarm }, body: { reason } })
}

/** Let a swarm go on that is over. */
export function reopenSwarm(swarm: number, reason: string) {
  return post('/api/swarms/{id}/reopenings', { path: { id: swarm }, body: { reason } })
}

/** Carry out a verb on a swarm and read again what it may have changed. */
export function useSwarmVerb(ticket: number | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (verb: () => Promise<unknown>) => verb(),
    onSettled: () => {
      for (const key of ['swarm', 'swarms', 'suggestions', 'notices', 'inbox']) {
        void client.invalidateQueries({ queryKey: [key] })
      }
      return client.invalidateQueries({ queryKey: ['ticket', ticket] })
    },
  })
}
