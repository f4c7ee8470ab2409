import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  FlowReport,
  LedgerReport,
  SmallLedger,
  TierQuestion,
  TouchCard,
  TouchesPage,
} from '../contract/flow.ts'
import { put, type Query, read, remove } from '../wire/http.ts'

export function useFlow(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'flow', filter],
    queryFn: ({ signal }) => read<FlowReport>('/api/reports/flow', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export function useLedger(filter: Query) {
  return useQuery({
    queryKey: ['reports', 'ledger', filter],
    queryFn: ({ signal }) => read<LedgerReport>('/api/reports/ledger', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Effort, elapsed time and cost by tier of one ticket or one swarm. */
export function useSmallLedger(of: 'ticket' | 'swarm', id: number) {
  return useQuery({
    queryKey: [of, id, 'ledger'],
    queryFn: () =>
      of === 'ticket'
        ? read<SmallLedger>('/api/tickets/{number}/ledger', { path: { number: id } })
        : read<SmallLedger>('/api/swarms/{swarm}/ledger', { path: { swarm: id } }),
  })
}

/** Who worked on a ticket, at which tier; read when somebody wants to see it. */
export function useTouches(number: number, wanted: boolean) {
  return useQuery({
    queryKey: ['ticket', number, 'touches'],
    queryFn: () => read<TouchesPage>('/api/tickets/{number}/touches', { path: { number } }),
    enabled: wanted,
  })
}

/** Say which tier a piece of work was, or take that back. */
export function useCorrect(number: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ touch, word }: { touch: number; word: Correction | null }) => {
      const path = { path: { touch } }
      if (word === null) return remove('/api/touches/{touch}/tier', path)
      return put<TouchCard>('/api/touches/{touch}/tier', { ...path, body: word })
    },
    onSuccess: () =>
      Promise.all(
        ['touches', 'ledger'].map((part) =>
          client.invalidateQueries({ queryKey: ['ticket', number, part] }),
        ),
      ),
  })
}

/** Between which tiers the last owner is asked to choose; empty where nothing is asked. */
export function useTierQuestion(number: number, wanted: boolean) {
  return useQuery({
    queryKey: ['ticket', number, 'tier-question'],
    queryFn: () => read<TierQuestion>('/api/tickets/{number}/tier-question', { path: { number } }),
    enabled: wanted,
  })
}

export function useAnswerTier(number: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (tier: string) =>
      put<TierQuestion>('/api/tickets/{number}/tier-answer', { path: { number }, body: { tier } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['ticket', number] }),
  })
}

export interface Correction {
  tier_of_work: string
  reason: string
}
