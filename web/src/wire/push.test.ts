import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bytesOf } from './push.ts'

const code = Object.values(
  import.meta.glob<string>('../../public/push.js', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)[0]

type Listener = (event: Record<string, unknown>) => void

/** A browser's worker, as far as the desk's own worker speaks with it. */
function worker(pages: { focused: boolean }[] = []) {
  const heard: Record<string, Listener> = {}
  const self = {
    location: { origin: 'https://desk.example.org' },
    skipWaiting: vi.fn(),
    addEventListener: (name: string, listener: Listener) => {
      heard[name] = listener
    },
    registration: { showNotification: vi.fn() },
    clients: {
      claim: vi.fn(),
      openWindow: vi.fn(),
      matchAll: vi.fn(async () => pages.map((page) => ({ ...page, ...PAGE }))),
    },
  }
  new Function('self', code ?? '')(self)
  const happen = async (name: string, event: Record<string, unknown>) => {
    let done: Promise<unknown> = Promise.resolve()
    heard[name]?.({ ...event, waitUntil: (work: Promise<unknown>) => (done = work) })
    await done
  }
  return { self, happen }
}

const PAGE = { focus: vi.fn(), navigate: vi.fn() }
const CALL = { invitation: 7, title: 'Olga asks', text: 'Who?', path: '/swarms/3' }
const sent: [string, RequestInit | undefined][] = []
let status = 200

beforeEach(() => {
  status = 200
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, request?: RequestInit) => {
      sent.push([address, request])
      return Response.json({ csrf: 'token' }, { status: address === '/api/me' ? 200 : status })
    }),
  )
})

afterEach(() => {
  sent.length = 0
  PAGE.navigate.mockClear()
  vi.unstubAllGlobals()
})

const press = (action: string, data: object = CALL) => ({
  action,
  notification: { close: vi.fn(), data },
})

test('a call is shown with yes and no, anything else without', async () => {
  const { self, happen } = worker()
  await happen('push', { data: { json: () => CALL } })
  await happen('push', { data: { json: () => ({ title: 'A task', text: '', path: '/x' }) } })
  const [call, task] = self.registration.showNotification.mock.calls
  expect(call?.[0]).toBe('Olga asks')
  expect(call?.[1].actions.map((one: { action: string }) => one.action)).toEqual([
    'accepted',
    'declined',
  ])
  expect(task?.[1].actions).toEqual([])
})

test('whoever looks at the desk is told there', async () => {
  const { self, happen } = worker([{ focused: true }])
  await happen('push', { data: { json: () => CALL } })
  expect(self.registration.showNotification).not.toHaveBeenCalled()
})

test('no is given with the cookie and its token, and opens nothing', async () => {
  const { self, happen } = worker()
  await happen('notificationclick', press('declined'))
  const [address, request] = sent[1] ?? []
  expect(address).toBe('/api/invitations/7/answer')
  expect(request?.method).toBe('PUT')
  expect(request?.headers).toMatchObject({ 'X-CSRF-Token': 'token' })
  expect(request?.body).toBe('{"answer":"declined"}')
  expect(self.clients.openWindow).not.toHaveBeenCalled()
})

test('yes opens the room, and so does what could not be answered', async () => {
  const { self, happen } = worker()
  await happen('notificationclick', press('accepted'))
  status = 409
  await happen('notificationclick', press('declined'))
  const room = 'https://desk.example.org/swarms/3'
  expect(self.clients.openWindow.mock.calls).toEqual([[room], [room]])
})

test('a page that is open already is led there, and never elsewhere', async () => {
  const { happen } = worker([{ focused: false }])
  await happen('notificationclick', press('', { ...CALL, path: 'https://evil.example/' }))
  expect(PAGE.navigate).toHaveBeenCalledWith('/')
  expect(sent).toEqual([])
})

test('a key in letters is the bytes that it stands for', () => {
  expect([...bytesOf('-_8A')]).toEqual([251, 255, 0])
})
