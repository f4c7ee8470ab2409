import { afterEach, expect, test, vi } from 'vitest'
import {
  carryCsrf,
  isSignedIn,
  Problem,
  post,
  read,
  readBlob,
  remove,
  Unreachable,
  whenSignedOut,
} from './http.ts'

const asked: Request[] = []

/** For what must not succeed. */
function none(): never {
  throw new Error('it succeeded')
}

function answer(status: number, body?: unknown) {
  const text = body === undefined ? null : JSON.stringify(body)
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      asked.push(request)
      return new Response(text, { status, headers: text ? { 'Content-Type': type } : {} })
    }),
  )
}

afterEach(() => {
  asked.length = 0
  vi.unstubAllGlobals()
})

test('numbers go into the path and filters into the query, empty ones left out', async () => {
  answer(200, { number: 7 })
  const found = await read('/api/tickets/{number}', {
    path: { number: 7 },
    query: { q: 'vpn', status: '', owner: undefined, cursor: null },
  })
  expect(found).toEqual({ number: 7 })
  expect(new URL(asked[0]?.url ?? '').pathname).toBe('/api/tickets/7')
  expect(new URL(asked[0]?.url ?? '').search).toBe('?q=vpn')
})

test('a command carries the CSRF token, a question does not', async () => {
  answer(200, {})
  carryCsrf('secret')
  await post('/api/tickets', { body: { summary: 'x' } })
  await read('/api/me')
  expect(asked[0]?.headers.get('X-CSRF-Token')).toBe('secret')
  expect(await asked[0]?.json()).toEqual({ summary: 'x' })
  expect(asked[1]?.headers.get('X-CSRF-Token')).toBeNull()
})

test('an empty answer is no error', async () => {
  answer(204)
  await expect(remove('/api/me/tokens/{id}', { path: { id: 3 } })).resolves.toEqual({})
})

test('a refusal keeps its code, its words, its fields and what is true now', async () => {
  answer(409, { code: 'owned', detail: 'Ben owns it.', current: { owner: { id: 2 } } })
  const refused = await post('/api/tickets/{n}/owner', { path: { n: 1 } }).then(
    none,
    (error: Problem) => error,
  )
  expect(refused).toBeInstanceOf(Problem)
  expect(refused).toMatchObject({ status: 409, code: 'owned', message: 'Ben owns it.' })
  expect(refused.current).toEqual({ owner: { id: 2 } })
})

test('faults of fields are read as a map', async () => {
  answer(422, { code: 'invalid', detail: 'No.', fields: { summary: 'is empty' } })
  const refused = await post('/api/tickets').then(none, (error: Problem) => error)
  expect(refused.fields).toEqual({ summary: 'is empty' })
})

test('a server that cannot be reached is told apart from one that refuses', async () => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('offline')))
  await expect(read('/api/inbox')).rejects.toBeInstanceOf(Unreachable)
})

test('a page that is no problem document still becomes a problem', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response('<html>', { status: 502 })),
  )
  await expect(read('/api/inbox')).rejects.toMatchObject({ status: 502, code: 'unknown' })
})

test('an ended session is told, a failed sign-in is not', async () => {
  const out = vi.fn()
  whenSignedOut(out)
  answer(401, { code: 'not_signed_in', detail: 'Sign in first.' })
  await post('/api/sign-in').catch(() => undefined)
  expect(out).not.toHaveBeenCalled()
  await read('/api/inbox').catch(() => undefined)
  expect(out).toHaveBeenCalledOnce()
})

test('asked whether the session stands, only a stranger is told that it is over', async () => {
  const out = vi.fn()
  whenSignedOut(out)
  answer(200, { me: { id: 1 } })
  expect(await isSignedIn()).toBe(true)
  answer(503, { code: 'busy' })
  expect(await isSignedIn()).toBe(true)
  expect(out).not.toHaveBeenCalled()
  answer(200, { me: null })
  expect(await isSignedIn()).toBe(false)
  expect(out).toHaveBeenCalledOnce()
})

test('a file is read as it is, and a refusal is a problem', async () => {
  answer(200, { a: 1 })
  const blob = await readBlob('/api/files/{id}', { path: { id: 7 } })
  expect(await blob.text()).toBe('{"a":1}')
  expect(asked.at(-1)?.url).toMatch(/\/api\/files\/7$/)
  answer(404)
  await expect(readBlob('/api/files/{id}', { path: { id: 8 } })).rejects.toBeInstanceOf(Problem)
})
