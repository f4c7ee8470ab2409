import type { Status } from '../contract/ticket.ts'
import { patch, post, put, remove } from '../wire/http.ts'

/** What can be done to a ticket, one function a verb; who may is the server's business. */

export function take(number: number) {
  return put('/api/tickets/{number}/owner', { path: { number }, body: {} })
}

export function reassign(number: number, person: number) {
  return put('/api/tickets/{number}/owner', { path: { number }, body: { person } })
}

export interface HandoverWords {
  to: number
  tried: string
  still_open: string
  promised: string
}

export function handOver(number: number, body: HandoverWords) {
  return post('/api/tickets/{number}/handovers', { path: { number }, body })
}

export function takeBackHandover(id: number) {
  return remove('/api/handovers/{id}', { path: { id } })
}

export interface NewReply {
  body: string
  public: boolean
  client_id: string
  wait?: boolean
  next_word_by?: string
}

export function reply(number: number, body: NewReply) {
  return post('/api/tickets/{number}/replies', { path: { number }, body })
}

export function setNextWord(number: number, by: string | null) {
  return put('/api/tickets/{number}/next-word', { path: { number }, body: { by } })
}

/** Give a ticket the category that was suggested; refused where it has one by now. */
export function takeCategory(number: number, category: string) {
  return put('/api/tickets/{number}/category', { path: { number }, body: { category } })
}

export function setStatus(number: number, status: Status) {
  return put('/api/tickets/{number}/status', { path: { number }, body: { status } })
}

export interface NewOutcome {
  cause: string
  fix: string
  how?: string
  article?: number
  duplicate_of?: number
}

export function solve(number: number, body: NewOutcome) {
  return put('/api/tickets/{number}/outcome', { path: { number }, body })
}

export function writeCause(number: number, cause: string) {
  return put('/api/tickets/{number}/outcome/cause', { path: { number }, body: { cause } })
}

export function reopen(number: number) {
  return remove('/api/tickets/{number}/outcome', { path: { number } })
}

export function rate(number: number, score: number, comment: string) {
  const body = comment ? { score, comment } : { score }
  return put('/api/tickets/{number}/rating', { path: { number }, body })
}

export type Changes = Partial<
  Record<
    'summary' | 'description' | 'product' | 'component' | 'category' | 'priority',
    string | null
  > &
    Record<'team', number | null>
>

export function change(number: number, body: Changes) {
  return patch('/api/tickets/{number}', { path: { number }, body })
}

export function addTag(number: number, tag: string) {
  return put('/api/tickets/{number}/tags/{tag}', { path: { number, tag }, body: {} })
}

export function removeTag(number: number, tag: string) {
  return remove('/api/tickets/{number}/tags/{tag}', { path: { number, tag } })
}

export function relate(number: number, other: number, kind: string) {
  return post('/api/tickets/{number}/relations', { path: { number }, body: { other, kind } })
}

export function unrelate(number: number, other: number) {
  return remove('/api/tickets/{number}/relations/{other}', { path: { number, other } })
}

export function attach(number: number, file: File, isPublic: boolean) {
  const form = new FormData()
  form.set('file', file)
  form.set('public', String(isPublic))
  return post('/api/tickets/{number}/attachments', { path: { number }, body: form })
}
