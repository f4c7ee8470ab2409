import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewSchedule, SavedCohort, Schedules } from '../contract/saved_report.ts'
import { post, put, read, remove } from '../wire/http.ts'

const COHORTS = ['reports', 'cohorts'] as const
const SCHEDULES = ['reports', 'schedules'] as const

export function useCohorts() {
  return useQuery({
    queryKey: COHORTS,
    queryFn: async () => (await read<{ items: SavedCohort[] }>('/api/reports/cohorts')).items,
  })
}

export interface NamedRule {
  /** Of a cohort that is to get a new version; without one a new cohort is made. */
  id?: number
  name: string
  rule: Record<string, string>
}

/** Save a rule under a name, or give a saved cohort another one. */
export function useSaveCohort() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: NamedRule) =>
      id === undefined
        ? post<SavedCohort>('/api/reports/cohorts', { body })
        : put<SavedCohort>('/api/reports/cohorts/{cohort}', { path: { cohort: id }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: COHORTS }),
  })
}

export function useEndCohort() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => remove('/api/reports/cohorts/{cohort}', { path: { cohort: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: COHORTS }),
  })
}

/** The reports that come to oneself by mail. */
export function useSchedules(enabled: boolean) {
  return useQuery({
    queryKey: SCHEDULES,
    queryFn: () => read<Schedules>('/api/reports/schedules'),
    enabled,
  })
}

export function useSaveSchedule() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: NewSchedule & { id?: number }) =>
      id === undefined
        ? post('/api/reports/schedules', { body })
        : put('/api/reports/schedules/{schedule}', { path: { schedule: id }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: SCHEDULES }),
  })
}

export function useEndSchedule() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: number) =>
      remove('/api/reports/schedules/{schedule}', { path: { schedule: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: SCHEDULES }),
  })
}
