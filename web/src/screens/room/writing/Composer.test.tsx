import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { show } from '../../../parts/testing/shown.tsx'
import { usePost } from '../../../state/words.ts'
import { PlaceContext } from '../message/place.ts'
import { Composer } from './Composer.tsx'
import { useQuoting } from './quoting.ts'

const PAGE = {
  id: 12,
  ticket: { number: 7 },
  members: [],
  outside: [],
  can: { post: true },
} as unknown as SwarmPage
const posted: { client_id: string; body: string }[] = []

function answer(...statuses: number[]) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      posted.push(await request.json())
      const status = statuses.shift() ?? 201
      return Response.json(status < 400 ? { seq: 5 } : { detail: 'No.' }, { status })
    }),
  )
}

afterEach(() => {
  posted.length = 0
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

function Room({ page = PAGE }: { page?: SwarmPage }) {
  const posting = usePost(12, async () => undefined)
  const quoting = useQuoting()
  const place = { page, name: () => 'Ana', quote: quoting.quote }
  return (
    <PlaceContext value={place}>
      <Composer posting={posting} quoting={quoting} />
    </PlaceContext>
  )
}

function write(words: string): HTMLTextAreaElement {
  show(<Room />)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  fireEvent.change(field, { target: { value: words } })
  return field
}

test('Enter sends, and the words go once they have arrived', async () => {
  answer(201)
  const field = write('  hello  ')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(field.value).toBe('  hello  ')
  await waitFor(() => expect(field.value).toBe(''))
  expect(posted[0]?.body).toBe('hello')
})

test('Shift+Enter makes a new line and nothing is sent', () => {
  answer(201)
  fireEvent.keyDown(write('hello'), { key: 'Enter', shiftKey: true })
  expect(posted).toEqual([])
})

test('blank words are not sent', () => {
  answer(201)
  fireEvent.keyDown(write('   '), { key: 'Enter' })
  expect(posted).toEqual([])
})

test('what failed stays, and another try goes under the same id', async () => {
  answer(500, 201)
  const field = write('hello')
  fireEvent.keyDown(field, { key: 'Enter' })
  await screen.findByRole('alert')
  expect(field.value).toBe('hello')
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(field.value).toBe(''))
  expect(posted[1]?.client_id).toBe(posted[0]?.client_id)
})

test('other words after a failure are another message', async () => {
  answer(500, 201)
  const field = write('hello')
  fireEvent.keyDown(field, { key: 'Enter' })
  await screen.findByRole('alert')
  fireEvent.change(field, { target: { value: 'hello again' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(field.value).toBe(''))
  expect(posted[1]?.client_id).not.toBe(posted[0]?.client_id)
})

test('a draft outlives the screen', () => {
  answer(201)
  write('not yet')
  expect(sessionStorage.getItem('swarm-draft:room-12')).toBe('not yet')
})

test('words whose answer was lost go under the same id after a reload', async () => {
  answer(500, 201)
  fireEvent.keyDown(write('hello'), { key: 'Enter' })
  await screen.findByRole('alert')
  cleanup()
  show(<Room />)
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Message' }), { key: 'Enter' })
  await waitFor(() => expect(posted).toHaveLength(2))
  expect(posted[1]?.client_id).toBe(posted[0]?.client_id)
})

test('while somebody from outside reads, words can be kept among members', async () => {
  answer(201, 201)
  const page = { ...PAGE, outside: [{ id: 9, name: 'Vera' }] } as SwarmPage
  show(<Room page={page} />)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  for (const words of ['open', 'hushed']) {
    const told = words === 'open' ? 'Vera will read this' : 'Members only: Vera will never get this'
    expect(screen.getByRole('status').textContent).toContain(told)
    fireEvent.change(field, { target: { value: words } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(field.value).toBe(''))
    fireEvent.click(screen.getByRole('switch', { name: 'Members only' }))
  }
  expect(posted.map((one) => (one as { aside?: boolean }).aside)).toEqual([undefined, true])
})
