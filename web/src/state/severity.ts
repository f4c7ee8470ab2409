import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DutyName, SeverityRule, UpdateCard } from '../contract/severity.ts'
import type { SwarmPage } from '../contract/swarm.ts'
import { post, put, read, remove } from '../wire/http.ts'

/** Give a duty to a member; null leaves it to nobody. */
export function giveDuty(swarm: number, duty: DutyName, person: number | null) {
  return put<SwarmPage>('/api/swarms/{id}/duties', { path: { id: swarm }, body: { duty, person } })
}

/** Say how it stands: to the requester and to stakeholders. */
export function sayUpdate(swarm: number, client_id: string, body: string) {
  const said = { client_id, body }
  return post<SwarmPage>('/api/swarms/{id}/updates', { path: { id: swarm }, body: said })
}

export function planUpdates(swarm: number, every_minutes: number) {
  const path = { id: swarm }
  return put<SwarmPage>('/api/swarms/{id}/update-interval', { path, body: { every_minutes } })
}

/** Have somebody told how it stands, or no more. */
export function tellStakeholder(swarm: number, person: number, on: boolean) {
  const path = { id: swarm, person }
  return on
    ? put('/api/swarms/{id}/stakeholders/{person}', { path, body: {} })
    : remove('/api/swarms/{id}/stakeholders/{person}', { path })
}

/** How the severe tickets stand that I am told of. */
export function useUpdates() {
  return useQuery({
    queryKey: ['updates'],
    queryFn: () => read<{ items: UpdateCard[] }>('/api/me/updates'),
  })
}

const RULE = ['severity-rule'] as const

export function useSeverityRule() {
  return useQuery({ queryKey: RULE, queryFn: () => read<SeverityRule>('/api/severity-rule') })
}

export type RuleWords = Omit<SeverityRule, 'people' | 'can'> & { people: number[] }

export function useSaveSeverityRule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: RuleWords) => put<SeverityRule>('/api/severity-rule', { body }),
    onSuccess: (rule) => client.setQueryData(RULE, rule),
  })
}
