import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  ArticleDraft,
  ArticleEdition,
  ArticleList,
  ArticlePage,
  ArticleWords,
} from '../contract/article.ts'
import { post, put, type Query, read, remove } from '../wire/http.ts'

export function useArticles(filter: Query) {
  return useInfiniteQuery({
    queryKey: ['articles', filter],
    queryFn: ({ pageParam, signal }) =>
      read<ArticleList>('/api/articles', { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useArticle(id: number) {
  return useQuery({
    queryKey: ['article', id],
    queryFn: () => read<ArticlePage>('/api/articles/{article}', { path: { article: id } }),
    enabled: Number.isInteger(id),
  })
}

export function useEdition(article: number, number: number | null) {
  return useQuery({
    queryKey: ['article', article, 'edition', number],
    queryFn: () =>
      read<ArticleEdition>('/api/articles/{article}/editions/{number}', {
        path: { article, number: number ?? 0 },
      }),
    enabled: number !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** An article to start from: the ticket's symptom, cause and fix. */
export function useArticleDraft(ticket: number | null) {
  return useQuery({
    queryKey: ['article-draft', ticket],
    queryFn: () =>
      read<ArticleWords>('/api/tickets/{number}/article-draft', { path: { number: ticket ?? 0 } }),
    enabled: ticket !== null,
    staleTime: 0,
  })
}

function useKept() {
  const client = useQueryClient()
  return (article: ArticlePage) => {
    client.setQueryData(['article', article.id], article)
    void client.invalidateQueries({ queryKey: ['articles'] })
  }
}

export function useWriteArticle() {
  const kept = useKept()
  return useMutation({
    mutationFn: (body: ArticleDraft & { ticket?: number }) =>
      post<ArticlePage>('/api/articles', { body }),
    onSuccess: kept,
  })
}

export function useEditArticle(article: number) {
  const kept = useKept()
  return useMutation({
    mutationFn: (body: ArticleDraft & { edition: number }) =>
      put<ArticlePage>('/api/articles/{article}', { path: { article }, body }),
    onSuccess: kept,
  })
}

/** Let requesters read an article, or keep it to colleagues again. */
export function useSharing() {
  const kept = useKept()
  return useMutation({
    mutationFn: ({ article, share }: { article: number; share: boolean }) =>
      (share ? put : remove)<ArticlePage>('/api/articles/{article}/sharing', { path: { article } }),
    onSuccess: kept,
  })
}

/** Take an article out of use, or put it back. */
export function useRetirement(article: number) {
  const kept = useKept()
  return useMutation({
    mutationFn: (retire: boolean) =>
      (retire ? put : remove)<ArticlePage>('/api/articles/{article}/retirement', {
        path: { article },
      }),
    onSuccess: kept,
  })
}
