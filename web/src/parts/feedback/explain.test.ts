import { expect, test } from 'vitest'
import { Problem, Unreachable } from '../../wire/http.ts'
import { words } from '../words/words.ts'
import { explain } from './explain.ts'

const said = (error: unknown) => explain(error, words.t)

test('what the server says in words is said on', () => {
  const taken = new Problem(409, { code: 'owned', detail: 'ben owns this ticket' })
  expect(said(taken)).toBe('Ben owns this ticket.')
})

test('a failure of the server is not blamed on the person', () => {
  expect(said(new Problem(500, { detail: 'Traceback' }))).not.toContain('Traceback')
})

test('no network, too many tries and a refusal without words are told apart', () => {
  const texts = [new Unreachable(), new Problem(429, {}), new Problem(403, {}), new Error('x')]
  expect(new Set(texts.map(said)).size).toBe(4)
})
