import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Absence, Hours, Me, PersonPage, SignIn, Token } from '../contract/person.ts'
import { patch, post, put, read, remove } from '../wire/http.ts'
import { ME, useMe } from './me.ts'

export interface MyChanges {
  name?: string
  time_zone?: string
  reach?: string
  ask_budget?: number
  hours?: Hours | null
}

export function useChangeMe() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: MyChanges) => patch<Me>('/api/me', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ME }),
  })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { current: string; new: string }) => put<void>('/api/me/password', { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ME })
      void client.invalidateQueries({ queryKey: ['sign-ins'] })
    },
  })
}

export function useTokens() {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: () => read<{ items: Token[] }>('/api/me/tokens'),
  })
}

export function useMakeToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => post<Token>('/api/me/tokens', { body: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
}

export function useRevokeToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => remove<void>('/api/me/tokens/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  })
}

export function useSignIns() {
  return useQuery({
    queryKey: ['sign-ins'],
    queryFn: () => read<{ items: SignIn[] }>('/api/me/sign-ins'),
  })
}

export function useEndSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => remove<void>('/api/me/sign-ins/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sign-ins'] }),
  })
}

/** One's own page as colleagues see it: absences stand there. */
export function useMyPage() {
  const me = useMe()
  return useQuery({
    queryKey: ['person', me.id],
    queryFn: () => read<PersonPage>('/api/people/{id}', { path: { id: me.id } }),
  })
}

export interface NewAbsence {
  starts_at: string
  ends_at: string
  substitute?: number
}

export function useAddAbsence() {
  const me = useMe()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewAbsence) =>
      post<Absence>('/api/people/{id}/absences', { path: { id: me.id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['person', me.id] }),
  })
}

export function useRemoveAbsence() {
  const me = useMe()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => remove<void>('/api/absences/{id}', { path: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['person', me.id] }),
  })
}
