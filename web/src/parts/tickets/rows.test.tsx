import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { TicketRow } from '../../contract/ticket.ts'
import { show } from '../testing/shown.tsx'
import { pieces } from './Snippet.tsx'
import { TicketRowLine } from './TicketRowLine.tsx'

const ROW: TicketRow = {
  number: 7,
  summary: 'Payments stay pending',
  status: 'open',
  priority: 'urgent',
  requester: { id: 5, name: 'Rita Gomez' },
  owner: null,
  team: null,
  product: 'Web shop',
  component: 'Checkout',
  category: null,
  tags: [],
  created_at: '2026-03-04T12:00:00Z',
  updated_at: '2026-03-04T12:00:00Z',
  next_word_by: null,
  due_at: null,
  due_kind: null,
  overdue: false,
  swarm: null,
  why: 'Your team is named.',
}

test('a row leads to its ticket and says why it is shown', () => {
  show(<TicketRowLine ticket={ROW} />)
  const link = screen.getByRole('link', { name: 'Payments stay pending' })
  expect(link.getAttribute('href')).toBe('/tickets/7')
  expect(screen.getByText('Your team is named.')).toBeDefined()
  expect(screen.getByText('No owner')).toBeDefined()
  expect(screen.getByLabelText('Urgent')).toBeDefined()
})

test('a reason that stands above the list is not said again', () => {
  show(<TicketRowLine ticket={ROW} known="Your team is named." />)
  expect(screen.queryByText('Your team is named.')).toBeNull()
})

test('words that were searched for are marked where a word begins', () => {
  expect(pieces('Pending payments depend', 'pend')).toEqual([
    { text: 'Pend', hit: true },
    { text: 'ing payments depend', hit: false },
  ])
})

test('signs in a search do no harm', () => {
  expect(pieces('a (b) <i>', '(b <i>*')).toEqual([{ text: 'a (b) <i>', hit: false }])
})
