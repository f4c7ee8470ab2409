/** Articles: what is known about a symptom, every edition of it, and what it solved. */

import type { Can, PersonRef } from './person.ts'
import type { Status } from './ticket.ts'

export interface ArticleRow {
  id: number
  title: string
  snippet: string
  product: string | null
  component: string | null
  author: PersonRef | null
  updated_at: string
  solved: number
  retired: boolean
  for_requesters: boolean
}

export interface ArticleList {
  items: ArticleRow[]
  next: string | null
  can: Can
}

export interface ArticleWords {
  title: string
  symptom: string
  cause: string
  fix: string
  product: string | null
  component: string | null
}

/** What the form of an article says: its words, and whether requesters may read them. */
export interface ArticleDraft extends ArticleWords {
  for_requesters: boolean
}

export interface ArticleEdition {
  article: number
  number: number
  title: string
  symptom: string
  symptom_html: string
  cause: string
  cause_html: string
  fix: string
  fix_html: string
  by: PersonRef | null
  at: string
}

export interface ArticlePage extends ArticleDraft {
  id: number
  symptom_html: string
  cause_html: string
  fix_html: string
  author: PersonRef | null
  edition: number
  created_at: string
  updated_at: string
  retired_at: string | null
  editions: { number: number; by: PersonRef | null; at: string }[]
  tickets: { number: number; summary: string; status: Status; kind: string }[]
  head: number
  can: Can
}
