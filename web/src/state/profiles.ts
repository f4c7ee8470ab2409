import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Page, PersonPage, PersonRow } from '../contract/person.ts'
import type { ProfilePage } from '../contract/profile.ts'
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
