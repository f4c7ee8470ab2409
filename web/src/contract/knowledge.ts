/** Past fixes and articles that are near a ticket. */
export interface PastFix {
  ticket: number
  summary: string
  fix: string
  cause: string
  similarity: number
  solved_at: string | null
}

export interface ArticleHit {
  id: number
  title: string
  fix: string
}

export interface Similar {
  fixes: PastFix[]
  articles: ArticleHit[]
}

export interface ArticleDraft {
  title: string
  symptom: string
  cause: string
  fix: string
  product: string | null
  component: string | null
}
