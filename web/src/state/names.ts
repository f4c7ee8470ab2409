import { useQueries } from '@tanstack/react-query'
import type { PersonPage } from '../contract/person.ts'
import { read } from '../wire/http.ts'

/** One person's name. */
export async function readName(id: number): Promise<string> {
  const { name } = await read<PersonPage>('/api/people/{id}', { path: { id } })
  return name
}

/** Names by id: those that are known, and asked for where somebody is not on the page any more. */
export function useNames(
  known: ReadonlyMap<number, string>,
  ids: number[],
): ReadonlyMap<number, string> {
  const missing = [...new Set(ids)].filter((id) => !known.has(id)).sort((a, b) => a - b)
  const asked = useQueries({
    queries: missing.map((id) => ({
      queryKey: ['person', id],
      queryFn: () => read<PersonPage>('/api/people/{id}', { path: { id } }),
      staleTime: 300_000,
      retry: false,
    })),
  })
  const found = asked.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : []))
  return new Map([...known, ...found])
}
