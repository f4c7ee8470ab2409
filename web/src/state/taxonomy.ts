import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  Decay,
  Gaps,
  Learners,
  ProposalList,
  Risks,
  SkillPage,
  Taxonomy,
} from '../contract/skill.ts'
import { post, put, read } from '../wire/http.ts'

/** Every skill in its place, for administrators. */
export function useTaxonomy(retired: boolean) {
  return useQuery({
    queryKey: ['skills', 'taxonomy', retired],
    queryFn: () => read<Taxonomy>('/api/taxonomy', { query: { retired } }),
    placeholderData: keepPreviousData,
  })
}

/** Make a skill part of another. */
export function useMergeSkill() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ skill, into }: { skill: number; into: number }) =>
      put<SkillPage>('/api/skills/{skill}/merge', { path: { skill }, body: { into } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['skills'] })
      void client.invalidateQueries({ queryKey: ['skill'] })
    },
  })
}

/** Set after how many days evidence counts half; null leaves it to the fit. */
export function useSetHalfLife() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (days: number | null) => put<Decay>('/api/taxonomy/half-life', { body: { days } }),
    onSuccess: () => {
      for (const list of ['skills', 'skill', 'profile']) {
        void client.invalidateQueries({ queryKey: [list] })
      }
    },
  })
}

const PROPOSALS = ['skill-proposals'] as const

export function useProposals() {
  return useQuery({
    queryKey: PROPOSALS,
    queryFn: () => read<ProposalList>('/api/skill-proposals'),
  })
}

/** Read the solved tickets for terms again. */
export function useLookAgain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => post<ProposalList>('/api/skill-proposals', { body: {} }),
    onSuccess: (list) => client.setQueryData(PROPOSALS, list),
  })
}

export interface Decision {
  proposal: number
  decision: 'accepted' | 'merged' | 'dismissed'
  name?: string
  into?: number
}

export function useDecideProposal() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ proposal, ...body }: Decision) =>
      put<ProposalList>('/api/skill-proposals/{proposal}/decision', { path: { proposal }, body }),
    onSuccess: (list) => {
      client.setQueryData(PROPOSALS, list)
      void client.invalidateQueries({ queryKey: ['skills'] })
    },
  })
}

export function useRisks() {
  return useQuery({
    queryKey: ['skills', 'risks'],
    queryFn: () => read<Risks>('/api/skills/risks'),
  })
}

export function useGaps() {
  return useQuery({ queryKey: ['skills', 'gaps'], queryFn: () => read<Gaps>('/api/skills/gaps') })
}

/** Who could learn a skill. */
export function useLearners(skill: number | null) {
  return useQuery({
    queryKey: ['skills', 'learners', skill],
    queryFn: () => read<Learners>('/api/skills/{skill}/learners', { path: { skill: skill ?? 0 } }),
    enabled: skill !== null,
  })
}
