/** Past fixes and articles that are near a ticket. */
export interface PastFix {
  ticket: number
  summary: string
  fix: string
  cause: string
  similarity: number
  /** Little alike: shown rather than nothing. */
  distant: boolean
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

/** What can be said of a ticket before work starts; null where too little is on record. */
export interface TicketForesight {
  bounce: { probability: number; usual: number; grounds: string[]; learned_from: number } | null
  tier: { tier: string; probability: number } | null
  nearest: { ticket: number; similarity: number; known: boolean } | null
}

/** Categories that a ticket without one seems to belong to, likeliest first. */
export interface Categories {
  items: { category: string; probability: number }[]
  can: { [what: string]: boolean }
}
