import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { GraphPlaces, SkillGraph, SkillList, SkillPage, SkillPath } from '../contract/skill.ts'
import { patch, post, type Query, read } from '../wire/http.ts'

export function useSkills(filter: Query) {
  return useQuery({
    queryKey: ['skills', filter],
    queryFn: ({ signal }) => read<SkillList>('/api/skills', { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Skills that can be chosen, for pickers: the first hundred whose names hold these words. */
export function useSkillChoices(words = '') {
  const skills = useSkills(words ? { q: words } : {})
  return (skills.data?.items ?? []).map((skill) => ({
    value: String(skill.id),
    label: skill.name,
  }))
}

export function useSkill(id: number) {
  return useQuery({
    queryKey: ['skill', id],
    queryFn: () => read<SkillPage>('/api/skills/{skill}', { path: { skill: id } }),
  })
}

export interface SkillWords {
  name: string
  description: string
  broader: number | null
  aliases: string[]
  related: number[]
}

export function useSaveSkill(id: number | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Partial<SkillWords> & { retired?: boolean }) =>
      id === null
        ? post<SkillPage>('/api/skills', { body })
        : patch<SkillPage>('/api/skills/{skill}', { path: { skill: id }, body }),
    onSuccess: (skill) => {
      client.setQueryData(['skill', skill.id], skill)
      void client.invalidateQueries({ queryKey: ['skills'] })
    },
  })
}

/** Components, products and articles to look around, by a part of their names. */
export function usePlacesLike(words: string) {
  return useQuery({
    queryKey: ['skills', 'places', words],
    queryFn: ({ signal }) =>
      read<GraphPlaces>('/api/skills/graph/places', { query: { q: words }, signal }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  })
}

export type NearKind = 'person' | 'skill' | 'component'

/** Who or what of a kind is closest to a node through work. */
export function useClosest(key: string, kind: NearKind) {
  return useQuery({
    queryKey: ['skills', 'near', key, kind],
    queryFn: () => read<GraphPlaces>('/api/skills/near', { query: { key, kind, limit: 5 } }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}

/** The strongest ties around a node of the graph. */
export function useSkillGraph(around: string | null, depth: number) {
  return useQuery({
    queryKey: ['skills', 'graph', around, depth],
    queryFn: () =>
      read<SkillGraph>('/api/skills/graph', {
        query: { around, depth, limit: depth > 1 ? 80 : 60 },
      }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}

/** How two nodes are connected through work. */
export function useSkillPath(from: string | null, to: string | null) {
  return useQuery({
    queryKey: ['skills', 'path', from, to],
    queryFn: () => read<SkillPath>('/api/skills/path', { query: { from, to } }),
    enabled: from !== null && to !== null && from !== to,
    retry: false,
  })
}
