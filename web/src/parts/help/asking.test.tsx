import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InvitationCard, Suggestion, SwarmPage } from '../../contract/swarm.ts'
import { show } from '../testing/shown.tsx'
import { AskSomebody } from './AskSomebody.tsx'
import { standingOf } from './HelpPanel.tsx'
import { SuggestionLine } from './SuggestionLine.tsx'

const BEN = { id: 2, name: 'Ben Otieno' }
const CHLOE = { id: 3, name: 'Chloe Martin' }

function asked(person: number, ...answers: InvitationCard['answer'][]): SwarmPage {
  const invitations = answers.map((answer, id) => ({ id, person: { id: person }, answer }))
  return { members: [], invitations } as unknown as SwarmPage
}

beforeEach(() => {
  const items = [BEN, CHLOE].map((person) => ({ ...person, left: false }))
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ items, next: null })),
  )
})
afterEach(() => vi.unstubAllGlobals())

async function choose(name: string, page: SwarmPage) {
  const onAsk = vi.fn()
  show(
    <AskSomebody
      page={page}
      onAsk={onAsk}
      busy={false}
      standingOf={(person) => standingOf(person, page)}
    />,
  )
  fireEvent.click(screen.getByRole('combobox', { name: 'Ask somebody else' }))
  fireEvent.click(await screen.findByRole('option', { name, hidden: true }))
  return onAsk
}

test('who said no is asked again only knowingly', async () => {
  const onAsk = await choose(BEN.name, asked(BEN.id, 'declined'))
  await waitFor(() =>
    expect(screen.getByRole('status').textContent).toBe(
      'Ben Otieno said no to this swarm. Ask again only if something changed.',
    ),
  )
  fireEvent.click(screen.getByRole('button', { name: 'Ask again' }))
  expect(onAsk).toHaveBeenCalledWith(expect.objectContaining(BEN))
})

test('who was not asked yet is simply invited', async () => {
  const onAsk = await choose(CHLOE.name, asked(BEN.id, 'declined'))
  fireEvent.click(screen.getByRole('button', { name: 'Invite' }))
  expect(screen.getByRole('status').textContent).toBe('')
  expect(onAsk).toHaveBeenCalledWith(expect.objectContaining(CHLOE))
})

test('the last answer counts', () => {
  expect(standingOf(BEN.id, asked(BEN.id, 'declined', null))).toBe('asked')
  expect(standingOf(BEN.id, asked(BEN.id, 'declined', 'expired'))).toBeNull()
  expect(standingOf(BEN.id, asked(BEN.id, 'expired', 'declined'))).toBe('no')
})

test('a suggested person who said no keeps their place and is asked again by name', () => {
  const suggestion = {
    person: BEN,
    reasons: [],
    covers: [],
    asked_today: 1,
    ask_budget: 4,
    budget_spent: false,
  } as unknown as Suggestion
  const onInvite = vi.fn()
  show(<SuggestionLine suggestion={suggestion} standing="no" onInvite={onInvite} busy={false} />)
  fireEvent.click(screen.getByRole('button', { name: 'Ask again: Ben Otieno' }))
  expect(onInvite).toHaveBeenCalledOnce()
})

test('each of several tickets behind a reason can be opened', () => {
  const tickets = [12, 9, 8, 5, 4, 3, 2]
  const suggestion = {
    person: BEN,
    reasons: [{ text: 'Worked on 7 similar tickets', link: '/tickets/12', tickets }],
    covers: [],
    asked_today: 1,
    ask_budget: 4,
    budget_spent: false,
  } as unknown as Suggestion
  show(<SuggestionLine suggestion={suggestion} standing={null} busy={false} />)
  const links = screen.getAllByRole('link', { name: /^#\d+$/ })
  expect(links.map((one) => one.getAttribute('href'))).toEqual(
    tickets.map((one) => `/tickets/${one}`),
  )
  expect(screen.queryByRole('link', { name: 'Worked on 7 similar tickets' })).toBeNull()
})
