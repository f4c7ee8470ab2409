import { expect, test } from 'vitest'
import type { Board, Hypothesis, Mark } from '../../../contract/board.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import {
  causeOf,
  creditsOf,
  helpersOf,
  proposalsOf,
  ruledOutOf,
  summaryOf,
  turned,
} from './draft.ts'

const AT = '2026-03-04T10:00:00Z'
const OLGA = { id: 1, name: 'Olga' }
const EVA = { id: 2, name: 'Eva' }

function mark(kind: Mark['kind'], message: number, author = EVA, text = `Words ${message}`): Mark {
  return { kind, by: OLGA, said: { message, seq: message, author, at: AT, text } }
}

function known(state: Hypothesis['state'], text: string, reason = ''): Hypothesis {
  const verdicts = state === 'open' ? [] : [{ state, reason, by: OLGA, at: AT }]
  return { id: 1, text, author: EVA, at: AT, state, verdicts, messages: [] }
}

const BOARD: Board = {
  hypotheses: [
    known('ruled_out', 'The cable', 'Another one changed nothing'),
    known('ruled_out', 'The driver'),
    known('confirmed', 'The roller is worn'),
    known('open', 'The paper'),
  ],
  counts: { open: 1, ruled_out: 2, confirmed: 1 },
  tasks: [],
  decision: null,
  marks: [mark('fix', 4), mark('knowledge', 5), mark('fix', 9), mark('fix', 3, OLGA)],
}

test('each person and kind is proposed once, where it was given last, and oneself never', () => {
  const proposals = proposalsOf(BOARD, OLGA.id)
  expect(proposals.map((one) => [one.person.name, one.kind, one.said.message])).toEqual([
    ['Eva', 'fix', 9],
    ['Eva', 'knowledge', 5],
  ])
  const credits = turned(turned({}, 2, 'fix'), 2, 'unblocked')
  expect(creditsOf(credits, proposals)).toEqual([
    { person: 2, kind: 'fix', message: 9 },
    { person: 2, kind: 'unblocked' },
  ])
  expect(turned(credits, 2, 'fix')).toEqual({ 2: ['unblocked'] })
})

test('the outcome begins with what the board knows', () => {
  expect(summaryOf({ ...BOARD, marks: BOARD.marks.slice(0, 3) })).toBe('Words 9')
  expect(causeOf(BOARD)).toBe('The roller is worn')
  expect(ruledOutOf(BOARD)).toBe('The cable: Another one changed nothing\nThe driver')
  const empty = { ...BOARD, hypotheses: [], marks: [] }
  expect([summaryOf(empty), causeOf(empty), ruledOutOf(empty)]).toEqual(['', '', ''])
})

test('who helped in one message can be credited like who is in, and nobody twice', () => {
  const member = (person: typeof EVA, role: string) => ({
    person,
    role,
    came_by: 'invitation',
    joined_at: AT,
    state: null,
  })
  const OTTO = { id: 3, name: 'Otto' }
  const call = (person: typeof EVA, answer: 'answered' | 'declined') =>
    ({ person, answer }) as SwarmPage['invitations'][number]
  const page = {
    members: [member(OLGA, 'owner'), member(EVA, 'collaborator'), member(OTTO, 'observer')],
    invitations: [
      call(EVA, 'answered'),
      call({ id: 4, name: 'Ida' }, 'answered'),
      call({ id: 5, name: 'Nora' }, 'declined'),
    ],
  }
  expect(helpersOf(page, OLGA.id).map((one) => one.name)).toEqual(['Eva', 'Ida'])
})
