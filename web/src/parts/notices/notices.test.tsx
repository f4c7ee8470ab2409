import { notifications } from '@mantine/notifications'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Line } from '../../contract/activity.ts'
import type { InvitationCard } from '../../contract/swarm.ts'
import { ME, show } from '../testing/shown.tsx'
import { words } from '../words/words.ts'
import { InvitationCall } from './InvitationCall.tsx'
import { newsIn, useNews } from './news.tsx'

const CARD: InvitationCard = {
  id: 4,
  swarm: 12,
  subject: '#7 Payments stay pending',
  ticket: { number: 7, summary: 'Payments stay pending', status: 'open', owner: null },
  person: { id: 1, name: 'Ana' },
  by: { id: 2, name: 'Ben' },
  role: 'collaborator',
  note: 'You know the proxy',
  reasons: [{ text: 'Solved 4 similar tickets', link: '/tickets/3' }],
  help_needed: 'Somebody who knows callbacks',
  sent_at: '2026-03-04T12:00:00Z',
  seen_at: null,
  expires_at: '2026-03-04T12:30:00Z',
  later_at: null,
  postponed: 0,
  answer: null,
  answered_at: null,
  reason: null,
  ways: [],
  expires_there: null,
}

const sent: { url: string; body: unknown }[] = []

function answer(status = 200) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      sent.push({ url: request.url, body: await request.json() })
      return Response.json(status < 400 ? {} : { detail: 'It ran out.' }, { status })
    }),
  )
}

afterEach(() => {
  sent.length = 0
  vi.unstubAllGlobals()
})

test('a call says who asks, for what, and why me', () => {
  show(<InvitationCall card={CARD} />)
  expect(screen.getByText('Ben')).toBeDefined()
  expect(screen.getByText(/Payments stay pending/)).toBeDefined()
  expect(screen.getByText('Somebody who knows callbacks')).toBeDefined()
  expect(screen.getByText('Solved 4 similar tickets')).toBeDefined()
  expect(screen.getByText('expired')).toBeDefined()
})

test('yes is one press, and leads into the room', async () => {
  answer()
  const done = vi.fn()
  show(<InvitationCall card={CARD} onDone={done} />)
  fireEvent.click(screen.getByRole('button', { name: 'Yes, join' }))
  await waitFor(() => expect(done).toHaveBeenCalledOnce())
  expect(sent[0]?.body).toEqual({ answer: 'accepted' })
  expect(location.pathname).toBe('/swarms/12')
})

test('yes leads into the room also when the call is gone before its answer is there', async () => {
  let say: (answer: Response) => void = () => undefined
  const later = new Promise<Response>((resolve) => {
    say = resolve
  })
  vi.stubGlobal(
    'fetch',
    vi.fn(() => later),
  )
  const shown = show(<InvitationCall card={{ ...CARD, swarm: 13 }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Yes, join' }))
  shown.unmount()
  say(Response.json({}))
  await waitFor(() => expect(location.pathname).toBe('/swarms/13'))
})

test('no comes with a reason', async () => {
  answer()
  show(<InvitationCall card={CARD} />)
  fireEvent.click(screen.getByRole('button', { name: 'No' }))
  fireEvent.click(screen.getByRole('button', { name: 'Say no' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({
    answer: 'declined',
    why: 'no_time',
    reason: words.t('notices.no.no_time'),
    until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  })
})

test('an answer that is refused says why and can be given again', async () => {
  answer(409)
  show(<InvitationCall card={CARD} />)
  fireEvent.click(screen.getByRole('button', { name: 'Yes, join' }))
  expect((await screen.findByRole('alert')).textContent).toContain('It ran out.')
  expect(screen.getByRole('button', { name: 'Yes, join' })).toBeDefined()
})

function line(kind: string, data: Record<string, unknown>) {
  return { stream: 'people/1', seq: 1, kind, actor: 2, at: '2026-03-04T12:00:00Z', data }
}

test('after a no the owner is told who could help instead', () => {
  const due = line('suggestion_due', { swarm: 12, person: 3 })
  expect(newsIn(due, words.t, 'Chloe')).toMatchObject({
    title: 'Somebody you asked is not coming. Chloe could help instead.',
    href: '/swarms/12',
  })
  expect(newsIn(due, words.t, null)?.title).toBe(
    'Somebody you asked is not coming. Another could help instead.',
  )
})

test('the owner is told in plain words when nobody is left to suggest', () => {
  const news = newsIn(line('suggestion_due', { swarm: 12, person: null }), words.t, null)
  expect(news?.title).toContain('nobody is left to suggest')
  expect(news?.title).toContain('ask somebody by name')
  expect(news?.href).toBe('/swarms/12')
})

test('news lead to the ticket, and what waits behind the bell is not said twice', () => {
  expect(newsIn(line('ticket_answered', { ticket: 7 }), words.t, null)?.href).toBe('/tickets/7')
  expect(newsIn(line('invitation_received', { swarm: 1 }), words.t, null)).toBeNull()
  const escalated = newsIn(line('ticket_escalated', { ticket: 7, to: 'L2' }), words.t, null)
  expect(escalated).toMatchObject({ href: '/tickets/7', title: 'A ticket of yours went on to L2' })
  const bounce = newsIn(line('bounce_foreseen', { ticket: 7, percent: 71 }), words.t, null)
  expect(bounce).toMatchObject({
    href: '/tickets/7',
    title: 'A ticket of yours will likely be passed on again (71%)',
  })
  expect(newsIn(line('vendor_check_due', { ticket: 7 }), words.t, null)?.href).toBe('/tickets/7')
})

test('a mention is told unless the person wants quiet', () => {
  const line: Line = {
    stream: 'people/1',
    seq: 1,
    kind: 'mentioned',
    actor: 2,
    at: '2026-03-04T12:00:00Z',
    data: { swarm: 12, ticket: 7, message: 3, seq: 40 },
  }
  expect(newsIn(line, words.t, 'Ben')).toMatchObject({
    title: 'Ben named you in a room',
    href: '/swarms/12?line=40',
  })
  expect(newsIn({ ...line, data: { ...line.data, quiet: true } }, words.t, 'Ben')).toBeNull()
})

test('a fix that held and a contest that was settled are news', () => {
  const held = newsIn(line('fix_reused', { ticket: 9, uses: 4 }), words.t, null)
  expect(held).toMatchObject({ title: 'Your fix held: used 4 times since', href: '/tickets/9' })
  const settled = line('objection_settled', { verdict: 'upheld' })
  expect(newsIn(settled, words.t, null)?.href).toBe('/people/1')
  expect(newsIn(line('objection_settled', { verdict: 'dismissed' }), words.t, null)?.title).toBe(
    'What you contested counts again',
  )
})

function Corner({ heard }: { heard: Line }) {
  const hear = useNews()
  return (
    <button type="button" onClick={() => hear(heard)}>
      hear
    </button>
  )
}

test.each([
  ['/tickets/7', line('ticket_answered', { ticket: 7 })],
  ['/swarms/12', line('offer_settled', { swarm: 12, answer: 'accepted' })],
  ['/swarms/12', line('mentioned', { swarm: 12, ticket: 7, message: 3, seq: 40 })],
])('what happened on %s is told elsewhere and not there', async (address, heard) => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ id: 2, name: 'Ben' })),
  )
  const told = vi.spyOn(notifications, 'show').mockReturnValue('1')
  show(<Corner heard={heard} />)
  history.replaceState(null, '', address)
  fireEvent.click(screen.getByRole('button', { name: 'hear' }))
  await new Promise((over) => setTimeout(over))
  expect(told).not.toHaveBeenCalled()
  history.replaceState(null, '', '/people')
  fireEvent.click(screen.getByRole('button', { name: 'hear' }))
  await waitFor(() => expect(told).toHaveBeenCalledOnce())
})

test('who was asked to leave a room is told so, and led to their rooms', () => {
  const removed = line('removed_from_swarm', { swarm: 12 })
  expect(newsIn(removed, words.t, null)).toMatchObject({ href: '/swarms', action: 'To your rooms' })
})

test('what I did myself is not told', async () => {
  const told = vi.spyOn(notifications, 'show').mockReturnValue('1')
  history.replaceState(null, '', '/people')
  show(<Corner heard={{ ...line('ticket_answered', { ticket: 7 }), actor: ME.id }} />)
  fireEvent.click(screen.getByRole('button', { name: 'hear' }))
  await new Promise((over) => setTimeout(over))
  expect(told).not.toHaveBeenCalled()
})
