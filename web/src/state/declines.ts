import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DeclineCard } from '../contract/swarm.ts'
import { read, remove } from '../wire/http.ts'

/** Which of my answers change whom the desk asks next. */
export function useDeclines() {
  return useQuery({
    queryKey: ['declines'],
    queryFn: () => read<{ items: DeclineCard[] }>('/api/me/declines'),
  })
}

export function useUndoDecline() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (invitation: number) =>
      remove<void>('/api/me/declines/{invitation}', { path: { invitation } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['declines'] }),
  })
}
