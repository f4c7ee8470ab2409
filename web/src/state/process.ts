import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  PolicyPage,
  PolicyRule,
  ProcessPage,
  QueueList,
  QueuePage,
  TimeLimit,
} from '../contract/process.ts'
import { patch, put, read } from '../wire/http.ts'

const POLICY = ['process-policy'] as const

export function usePolicy() {
  return useQuery({ queryKey: POLICY, queryFn: () => read<PolicyPage>('/api/process-policy') })
}

export interface PolicyWords {
  version: number
  rules: PolicyRule[]
  otherwise: string
  by_choice: boolean
  share: number
  start_tier: string
  limits: TimeLimit[]
}

export function useSavePolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: PolicyWords) => put<PolicyPage>('/api/process-policy', { body }),
    onSuccess: (page) => client.setQueryData(POLICY, page),
  })
}

/** The queues are looked at again now and then: clocks run while nobody does anything. */
export function useQueues() {
  return useQuery({
    queryKey: ['queues'],
    queryFn: () => read<QueueList>('/api/queues'),
    refetchInterval: 30_000,
  })
}

export function useQueue(tier: string, team: number | null) {
  return useQuery({
    queryKey: ['queues', tier, team],
    queryFn: () => read<QueuePage>('/api/queues/{tier}', { path: { tier }, query: { team } }),
    refetchInterval: 15_000,
  })
}

/** Become the owner of a ticket in a queue; of several at once one wins. */
export function useClaim() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (number: number) =>
      put('/api/tickets/{number}/owner', { path: { number }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['queues'] }),
  })
}

/** `head` is the ticket's last line: with each new one the process may be another. */
export function useProcess(number: number, head: number) {
  return useQuery({
    queryKey: ['ticket', number, 'process', head],
    queryFn: () => read<ProcessPage>('/api/tickets/{number}/process', { path: { number } }),
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  })
}

export type Step =
  | { verb: 'tier'; body: { tier: string; team?: number; reason: string } }
  | { verb: 'process'; body: { process: 'swarm' | 'tier'; reason: string } }
  | {
      verb: 'vendor'
      body: { vendor: string; reference: string; asked: string; check_by: string }
    }
  | { verb: 'back'; body: { answer: string; check_by?: string } }

export function useStep(number: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (step: Step) => {
      const call = { path: { number }, body: step.body }
      if (step.verb === 'back') return patch('/api/tickets/{number}/vendor', call)
      return put(`/api/tickets/{number}/${step.verb}`, call)
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['ticket', number] })
      void client.invalidateQueries({ queryKey: ['queues'] })
    },
  })
}
