import { expect, test, vi } from 'vitest'
import type { FollowAnswer, Line, Lines } from '../contract/activity.ts'
import { Follower, type Transport } from './follower.ts'

const line = (seq: number): Line => ({
  stream: 'swarms/1',
  seq,
  kind: 'message_posted',
  actor: 1,
  at: '2026-03-04T12:00:00Z',
  data: {},
})

/** A server that holds lines 1 to `head` and answers as it is told. */
function server(head: number, answers: FollowAnswer[] = []) {
  const follows: (number | undefined)[] = []
  const transport: Transport = {
    follow: async (_, after) => {
      follows.push(after)
      return answers.shift() ?? { ok: true, head }
    },
    readAfter: async (_, after): Promise<Lines> => ({
      items: Array.from({ length: head - after }, (_, index) => line(after + 1 + index)),
      head,
    }),
  }
  return { transport, follows }
}

function listen(after: number | undefined, transport: Transport) {
  const heard: number[] = []
  const skipped = vi.fn()
  const refused = vi.fn()
  const follower = new Follower('swarms/1', after, transport, {
    onLine: (one) => heard.push(one.seq),
    onSkipped: skipped,
    onRefused: refused,
  })
  return { follower, heard, skipped, refused }
}

test('lines are handed on in order after the acknowledgement', async () => {
  const { transport, follows } = server(5)
  const { follower, heard } = listen(5, transport)
  await follower.join()
  follower.receive(line(6))
  follower.receive(line(7))
  expect(follows).toEqual([5])
  expect(heard).toEqual([6, 7])
})

test('a line that came before is dropped', async () => {
  const { transport } = server(5)
  const { follower, heard } = listen(5, transport)
  await follower.join()
  follower.receive(line(6))
  follower.receive(line(6))
  follower.receive(line(4))
  expect(heard).toEqual([6])
})

test('a line of another stream is not ours', async () => {
  const { transport } = server(5)
  const { follower, heard } = listen(5, transport)
  follower.receive({ ...line(6), stream: 'swarms/2' })
  expect(heard).toEqual([])
})

test('a gap is filled by HTTP before anything later is handed on', async () => {
  const { transport } = server(8)
  const { follower, heard } = listen(5, transport)
  await follower.join()
  follower.receive(line(8))
  follower.receive(line(9))
  await vi.waitFor(() => expect(heard).toEqual([6, 7, 8, 9]))
})

test('after a reconnect it asks for what is behind the last line it has', async () => {
  const { transport, follows } = server(5)
  const { follower } = listen(5, transport)
  await follower.join()
  follower.receive(line(6))
  await follower.join()
  expect(follows).toEqual([5, 6])
})

test('too far behind, it reads by HTTP and follows again from there', async () => {
  const { transport, follows } = server(9, [{ ok: false, code: 'too_far' }])
  const { follower, heard } = listen(5, transport)
  await follower.join()
  expect(heard).toEqual([6, 7, 8, 9])
  expect(follows).toEqual([5, 9])
})

test('without an address to read from, too far means a new snapshot', async () => {
  const { transport, follows } = server(9, [{ ok: false, code: 'too_far' }])
  const { follower, heard, skipped } = listen(5, { ...transport, readAfter: () => null })
  await follower.join()
  expect(skipped).toHaveBeenCalledOnce()
  expect(heard).toEqual([])
  expect(follows).toEqual([5, undefined])
})

test('a refusal is told and nothing is heard', async () => {
  const { transport } = server(5, [{ ok: false, code: 'not_found' }])
  const { follower, heard, refused } = listen(5, transport)
  await follower.join()
  expect(refused).toHaveBeenCalledWith('not_found')
  expect(heard).toEqual([])
})

test('without a number it begins at the head that was acknowledged', async () => {
  const { transport, follows } = server(5)
  const { follower, heard } = listen(undefined, transport)
  await follower.join()
  follower.receive(line(5))
  follower.receive(line(6))
  await follower.join()
  expect(heard).toEqual([6])
  expect(follows).toEqual([undefined, 6])
})

test('after leaving nothing is handed on', async () => {
  const { transport } = server(5)
  const { follower, heard } = listen(5, transport)
  await follower.join()
  follower.leave()
  follower.receive(line(6))
  expect(heard).toEqual([])
})

test('where a gap cannot be filled the listener is told to read again', async () => {
  const { transport } = server(8)
  const { follower, heard, skipped } = listen(5, { ...transport, readAfter: () => null })
  await follower.join()
  follower.receive(line(8))
  await vi.waitFor(() => expect(skipped).toHaveBeenCalledOnce())
  expect(heard).toEqual([8])
})

test('who hears from the head on is told when that begins, once and not after a snapshot', async () => {
  const { transport } = server(5)
  const begun = vi.fn()
  const hearing = new Follower('people/1', undefined, transport, {
    onLine: vi.fn(),
    onBegun: begun,
  })
  await hearing.join()
  await hearing.join()
  expect(begun).toHaveBeenCalledTimes(1)
  const after = new Follower('people/1', 5, transport, { onLine: vi.fn(), onBegun: begun })
  await after.join()
  expect(begun).toHaveBeenCalledTimes(1)
})
