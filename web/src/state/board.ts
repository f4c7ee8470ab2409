import { useMutation, useQuery } from '@tanstack/react-query'
import type { Line } from '../contract/activity.ts'
import type { Board, HypothesisState, Moment } from '../contract/board.ts'
import type { CreditKind } from '../contract/ending.ts'
import { patch, post, put, read, remove } from '../wire/http.ts'

/** Whether a line may have changed what stands on the board. */
function changesBoard({ kind }: Line): boolean {
  return (
    /^(hypothesis|task|decision)_/.test(kind) ||
    /^message_(marked|unmarked|edited|deleted)$/.test(kind)
  )
}

/** Whether a line is a key moment, or takes one back. */
function changesMoments(line: Line): boolean {
  return changesBoard(line) || /^(swarm|member|message_(un)?pinned)/.test(line.kind)
}

function newest(lines: readonly Line[], counts: (line: Line) => boolean): number {
  return lines.findLast(counts)?.seq ?? 0
}

/** A room's board, read again when a line may have changed it; guests have none. */
export function useBoard(id: number, lines: readonly Line[], enabled: boolean) {
  return useQuery({
    queryKey: ['board', id, newest(lines, changesBoard)],
    queryFn: () => read<Board>('/api/swarms/{id}/board', { path: { id } }),
    placeholderData: (before) => before,
    gcTime: 0,
    enabled,
  })
}

/** The key moments of a room, oldest first. */
export function useMoments(id: number, lines: readonly Line[]) {
  return useQuery({
    queryKey: ['moments', id, newest(lines, changesMoments)],
    queryFn: () => read<{ items: Moment[] }>('/api/swarms/{id}/moments', { path: { id } }),
    placeholderData: (before) => before,
    gcTime: 0,
  })
}

/** Carry out a verb on a board; what it changes comes back as a line. */
export function useBoardVerb() {
  return useMutation({ mutationFn: (verb: () => Promise<unknown>) => verb() })
}

export function suppose(id: number, text: string, message?: number) {
  const body = message === undefined ? { text } : { text, message }
  return post<Board>('/api/swarms/{id}/hypotheses', { path: { id }, body })
}

export function judge(id: number, hypothesis: number, state: HypothesisState, reason: string) {
  const path = '/api/swarms/{id}/hypotheses/{hypothesis}/verdict'
  return put<Board>(path, { path: { id, hypothesis }, body: { state, reason } })
}

export function eraseHypothesis(id: number, hypothesis: number) {
  return remove('/api/swarms/{id}/hypotheses/{hypothesis}', { path: { id, hypothesis } })
}

/** Say that a message speaks for a hypothesis, or take it back. */
export function support(id: number, hypothesis: number, message: number, on: boolean) {
  const path = '/api/swarms/{id}/hypotheses/{hypothesis}/messages/{message}'
  const call = { path: { id, hypothesis, message } }
  return on ? put(path, { ...call, body: {} }) : remove(path, call)
}

export interface TaskWords {
  text: string
  assignee: number | null
  due: string | null
}

export function addTask(id: number, body: Partial<TaskWords> & { text: string }) {
  return post<Board>('/api/swarms/{id}/tasks', { path: { id }, body })
}

export function changeTask(id: number, task: number, body: Partial<TaskWords & { done: boolean }>) {
  return patch<Board>('/api/swarms/{id}/tasks/{task}', { path: { id, task }, body })
}

export function eraseTask(id: number, task: number) {
  return remove('/api/swarms/{id}/tasks/{task}', { path: { id, task } })
}

export function setDecision(id: number, text: string) {
  return put<Board>('/api/swarms/{id}/decision', { path: { id }, body: { text } })
}

export function endDecision(id: number) {
  return remove('/api/swarms/{id}/decision', { path: { id } })
}

/** Mark how a message helped, or take the mark off. */
export function mark(id: number, message: number, kind: CreditKind, on: boolean) {
  const path = '/api/swarms/{id}/messages/{message}/marks/{kind}'
  const call = { path: { id, message, kind } }
  return on ? put(path, { ...call, body: {} }) : remove(path, call)
}
