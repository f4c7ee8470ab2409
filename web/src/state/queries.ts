import { QueryClient } from '@tanstack/react-query'
import { Problem } from '../wire/http.ts'

/** Refusals are final; only a network that was away is worth another try. */
function tryAgain(failures: number, error: Error): boolean {
  return !(error instanceof Problem && error.status < 500) && failures < 2
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: tryAgain, staleTime: 15_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
