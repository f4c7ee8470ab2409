import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Page, PersonPage, PersonRow } from '../contract/person.ts'
import type { ContestList, ProfilePage } from '../contract/profile.ts'
import { post, put, type Query, read, remove } from '../wire/http.ts'

/** The directory, page by page. */
export function usePeople(filter: Query) {
  return useInfiniteQuery({
    queryKey: ['people', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      read<Page<PersonRow>>('/api/people', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function usePerson(id: number) {
  return useQuery({
    queryKey: ['person', id],
    queryFn: () => read<PersonPage>('/api/people/{person}', { path: { person: id } }),
  })
}

/** What somebody knows, and how we know. */
export function useProfile(id: number) {
  return useQuery({
    queryKey: ['profile', id],
    queryFn: () => read<ProfilePage>('/api/people/{person}/profile', { path: { person: id } }),
  })
}

/** Say, or take back, that I have a skill or want to grow it. */
export function useMySkill(kind: 'claims' | 'interests') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ skill, on }: { skill: number; on: boolean }) =>
      (on ? put : remove)<void>(`/api/me/${kind}/{skill}`, { path: { skill } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['profile'] })
      void client.invalidateQueries({ queryKey: ['skill'] })
    },
  })
}

/** Vouch for a colleague's skill. */
export function useEndorse(person: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (skill: number) =>
      post<ProfilePage>('/api/people/{person}/endorsements', { path: { person }, body: { skill } }),
    onSuccess: (profile) => client.setQueryData(['profile', person], profile),
  })
}

/** Contest or hide what is believed of me in a skill, or take that back. */
export function useObjection(kind: 'contests' | 'hidden') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ skill, on, why }: { skill: number; on: boolean; why?: string }) =>
      on
        ? put<void>(`/api/me/${kind}/{skill}`, { path: { skill }, body: why ? { why } : {} })
        : remove<void>(`/api/me/${kind}/{skill}`, { path: { skill } }),
    onSuccess: () => {
      for (const list of ['profile', 'skill', 'skills', 'contests']) {
        void client.invalidateQueries({ queryKey: [list] })
      }
    },
  })
}

/** What people contest and nobody has settled. */
export function useContests() {
  return useQuery({ queryKey: ['contests'], queryFn: () => read<ContestList>('/api/contests') })
}

export function useSettleContest() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ contest, verdict }: { contest: number; verdict: 'upheld' | 'dismissed' }) =>
      put<ContestList>('/api/contests/{contest}/verdict', { path: { contest }, body: { verdict } }),
    onSuccess: (list) => {
      client.setQueryData(['contests'], list)
      void client.invalidateQueries({ queryKey: ['profile'] })
      void client.invalidateQueries({ queryKey: ['skills'] })
    },
  })
}

/** Note a training of somebody. */
export function useAddTraining(person: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { skill: number; on: string }) =>
      post<ProfilePage>('/api/people/{person}/trainings', { path: { person }, body }),
    onSuccess: (profile) => client.setQueryData(['profile', person], profile),
  })
}

export function useDropTraining(person: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (training: number) =>
      remove<ProfilePage>('/api/trainings/{training}', { path: { training } }),
    onSuccess: (profile) => client.setQueryData(['profile', person], profile),
  })
}
