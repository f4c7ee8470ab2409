import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  Administration,
  AliasList,
  AliasRow,
  MapVersions,
  TargetCard,
  TeamCard,
  TeamList,
  TierMap,
} from '../contract/administration.ts'
import type { Can, Hours, PersonPage, Role } from '../contract/person.ts'
import { patch, post, put, type Query, read } from '../wire/http.ts'

export function useAdministration() {
  return useQuery({
    queryKey: ['administration'],
    queryFn: () => read<Administration>('/api/administration'),
  })
}

export function useTeams(enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['teams'],
    queryFn: () => read<TeamList>('/api/teams'),
  })
}

export interface TeamWords {
  name: string
  time_zone: string
  hours: Hours
  private: boolean
  conflicts: number[]
}

export function useSaveTeam(id: number | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: TeamWords) =>
      id === null
        ? post<TeamCard>('/api/teams', { body })
        : patch<TeamCard>('/api/teams/{team}', { path: { team: id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['teams'] }),
  })
}

export interface PersonWords {
  name: string
  email: string
  role: Role
  team: number | null
  time_zone: string | null
}

export function useSavePerson(id: number | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<PersonWords> & { left?: boolean }) =>
      id === null
        ? post<PersonPage>('/api/people', { body })
        : patch<PersonPage>('/api/people/{person}', { path: { person: id }, body }),
    onSuccess: (person) => {
      void client.invalidateQueries({ queryKey: ['people'] })
      void client.invalidateQueries({ queryKey: ['person', person.id] })
    },
  })
}

/** A link that lets its person in once; it is shown this once. */
export function useSignInLink() {
  return useMutation({
    mutationFn: (person: number) =>
      post<{ url: string; expires_at: string }>('/api/people/{person}/sign-in-link', {
        path: { person },
      }),
  })
}

const TARGETS = ['targets'] as const

export function useTargets() {
  return useQuery({
    queryKey: TARGETS,
    queryFn: () => read<{ items: TargetCard[]; can: Can }>('/api/targets'),
  })
}

export function useSaveTargets() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (items: TargetCard[]) => put<unknown>('/api/targets', { body: { items } }),
    onSuccess: () => client.invalidateQueries({ queryKey: TARGETS }),
  })
}

/** Names of other desks, page by page. */
export function useAliases(filter: Query) {
  return useInfiniteQuery({
    queryKey: ['aliases', filter],
    queryFn: ({ pageParam, signal }) =>
      read<AliasList>('/api/aliases', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useMatchAlias() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ alias, person }: { alias: number; person: number }) =>
      put<AliasRow>('/api/aliases/{alias}', { path: { alias }, body: { person } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['aliases'] }),
  })
}

/** A version of the tier map; the one in force where none is named. */
export function useTierMap(version: number | null = null) {
  return useQuery({
    queryKey: ['tier-map', version],
    queryFn: () => read<TierMap>('/api/tier-map', { query: { version } }),
  })
}

export function useMapVersions() {
  return useQuery({
    queryKey: ['tier-map', 'versions'],
    queryFn: () => read<MapVersions>('/api/tier-map/versions'),
  })
}

export type SkillLevel = 'some' | 'solid' | 'deep'

/** What of a ticket can tell a fact about the work on it. */
export type SignField = 'tag' | 'category' | 'component' | 'product' | 'channel'

export interface MapWords {
  version: number
  currency: string | null
  tiers: {
    key: string
    name: string
    meaning: string
    hourly_rate: number | null
    merged: string[]
  }[]
  rules: { fact: string; tier: string }[]
  holders: {
    tier: string
    person?: number
    team?: number
    group?: string
    pattern?: string
    role?: Role
    skill?: number
    level?: SkillLevel
  }[]
  signs: { fact: string; field: SignField; value: string }[]
}

export function useSaveTierMap() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: MapWords) => put<TierMap>('/api/tier-map', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tier-map'] }),
  })
}
