import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '../../contract/person.ts'
import { ME, show } from '../testing/shown.tsx'
import { searching } from './leading.ts'
import { Search, SearchButton } from './Search.tsx'

const GUEST: Me = { ...ME, role: 'guest' }
const asked: string[] = []

beforeEach(() => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      asked.push(new URL(request.url).pathname)
      const ticket = { number: 7, summary: 'Payments stay pending', status: 'open' }
      const item = { id: 12, ...ticket, ticket, help_needed: 'Callbacks' }
      return Response.json({ items: [item], next: null })
    }),
  )
})

afterEach(() => {
  act(() => searching.close())
  asked.length = 0
  vi.unstubAllGlobals()
})

function search(me: Me, typed = '') {
  show(<Search />, me)
  fireEvent.keyDown(document.documentElement, { key: 'k', code: 'KeyK', ctrlKey: true })
  const field = screen.getByRole('textbox', { name: 'Search' })
  if (typed) fireEvent.change(field, { target: { value: typed } })
  return field as HTMLInputElement
}

const found = () => screen.getAllByRole('button').map((one) => one.textContent)

test('with Ctrl K a guest goes to their rooms and their account, and to nothing else', async () => {
  expect(search(GUEST).placeholder).toBe('Go to a room, or search what was said')
  await screen.findByText('Payments stay pending')
  expect(found()).toEqual(['Rooms', 'Your account', 'Payments stay pendingRoom'])
})

test('what a guest types is never looked for among tickets', async () => {
  search(GUEST, '7')
  await new Promise((over) => setTimeout(over, 250))
  expect(screen.queryByText('Open ticket 7')).toBeNull()
  expect(asked).not.toContain('/api/tickets')
  expect(asked).toContain('/api/swarms')
})

test('what was found stands before the ways to search on', async () => {
  search(ME, 'payments')
  await screen.findByText('#7 Payments stay pending')
  expect(found().map((one) => one?.replace(/“.*”/, '…'))).toEqual([
    'Payments stay pendingRoom',
    expect.stringContaining('#7 Payments stay pending'),
    'Search tickets for …',
    'Search my rooms for …',
  ])
})

const chosen = () => document.querySelector('[data-selected]')?.textContent

test('what was found first is chosen, and Enter opens it', async () => {
  const field = search(ME, 'payments')
  await screen.findByText('#7 Payments stay pending')
  await vi.waitFor(() => expect(chosen()).toBe('Payments stay pendingRoom'))
  fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' })
  expect(location.pathname).toBe('/swarms/12')
})

test('a number that was typed is meant before anything else', async () => {
  search(ME, '#7')
  await vi.waitFor(() => expect(chosen()).toBe('Open ticket 7'))
  expect(found()[0]).toBe('Open ticket 7')
})

test('who went down the list keeps their line while more is found', async () => {
  const field = search(ME, 'payments')
  await vi.waitFor(() => expect(found()).toContain('Search my rooms for “payments”'))
  fireEvent.keyDown(field, { key: 'ArrowUp', code: 'ArrowUp' })
  expect(chosen()).toBe('Search my rooms for “payments”')
  await screen.findByText('#7 Payments stay pending')
  await new Promise((over) => setTimeout(over, 50))
  expect(chosen()).toBe('Search my rooms for “payments”')
  fireEvent.keyDown(field, { key: 'ArrowUp', code: 'ArrowUp' })
  expect(chosen()).toBe('Search tickets for “payments”')
})

test('an agent gets to a ticket by its number', async () => {
  search(ME, '7')
  fireEvent.click(await screen.findByText('Open ticket 7'))
  expect(location.pathname).toBe('/tickets/7')
})

test('the search button is named as it reads, its keys told apart', () => {
  show(<SearchButton />, ME)
  const button = screen.getByRole('button', { name: 'Search' })
  expect(button.hasAttribute('aria-label')).toBe(false)
  expect(button.getAttribute('aria-keyshortcuts')).toBe('Control+K')
})
