import { expect, test } from 'vitest'
import type { Line } from '../contract/activity.ts'
import { talkOf } from './talk.ts'

function line(seq: number, kind: string, data: Record<string, unknown>, actor = 1): Line {
  return { stream: 'swarms/1', seq, kind, actor, at: `2026-03-04T12:00:0${seq}Z`, data }
}

const said = (seq: number, message: number, more: Record<string, unknown> = {}) =>
  line(seq, 'message_posted', { message, body: 'hello', html: '<p>hello</p>', ...more })

test('an edit changes the words and every quote of them', () => {
  const quoted = { message: 10, seq: 1, author: 1, text: 'hello' }
  const talk = talkOf([
    said(1, 10),
    said(2, 11, { quote: 10, quoted }),
    line(3, 'message_edited', { message: 10, body: 'bye', html: '<p>bye</p>', text: 'bye' }),
  ])
  expect(talk.get(10)).toMatchObject({ body: 'bye', html: '<p>bye</p>' })
  expect(talk.get(10)?.editedAt).toBe('2026-03-04T12:00:03Z')
  expect(talk.get(11)?.quoted?.text).toBe('bye')
})

test('what is erased is gone from its message, its edits and its quotes', () => {
  const quoted = { message: 10, seq: 1, author: 1, text: 'hello' }
  const talk = talkOf([
    said(1, 10),
    said(2, 11, { quote: 10, quoted }),
    line(3, 'reaction_added', { message: 10, emoji: 'heart' }),
    line(4, 'message_edited', { message: 10, body: null, html: null, text: null }),
    line(5, 'message_deleted', { message: 10 }),
  ])
  expect(talk.get(10)).toMatchObject({ body: null, html: null, reactions: [] })
  expect(talk.get(11)?.quoted?.text).toBeNull()
})

test('a sign counts once a person, and goes when it is taken back', () => {
  const lines = [
    said(1, 10),
    line(2, 'reaction_added', { message: 10, emoji: 'heart' }, 1),
    line(3, 'reaction_added', { message: 10, emoji: 'heart' }, 1),
    line(4, 'reaction_added', { message: 10, emoji: 'heart' }, 2),
    line(5, 'reaction_added', { message: 10, emoji: 'yes' }, 2),
    line(6, 'reaction_removed', { message: 10, emoji: 'yes' }, 2),
  ]
  expect(talkOf(lines).get(10)?.reactions).toEqual([{ emoji: 'heart', people: [1, 2] }])
})

test('answers are counted on the message that they answer', () => {
  const talk = talkOf([said(1, 10), said(2, 11, { thread: 10 }), said(3, 12, { thread: 10 })])
  expect(talk.get(10)?.answers).toEqual({
    count: 2,
    last: '2026-03-04T12:00:03Z',
    people: [1],
  })
  expect(talk.get(12)).toMatchObject({ thread: 10, also: false })
})

test('whom a message names goes with its newest words', () => {
  const talk = talkOf([
    said(1, 10, { mentions: [2, 3], everyone: true }),
    line(2, 'message_edited', { message: 10, body: 'x', html: 'x', outside: [4] }),
    said(3, 11, { mentions: [2] }),
  ])
  expect(talk.get(10)).toMatchObject({ mentions: [], everyone: false, outside: [4] })
  expect(talk.get(11)).toMatchObject({ mentions: [2], everyone: false, outside: [] })
})

test('a pin stays until it is taken off or the words are erased', () => {
  const pinned = [said(1, 10), line(2, 'message_pinned', { message: 10 })]
  expect(talkOf(pinned).get(10)?.pinned).toBe(true)
  const off = line(3, 'message_unpinned', { message: 10 })
  expect(talkOf([...pinned, off]).get(10)?.pinned).toBe(false)
  const erased = line(3, 'message_deleted', { message: 10 })
  expect(talkOf([...pinned, erased]).get(10)?.pinned).toBe(false)
})

test('a file goes with its words, and a scan settles it', () => {
  const file = { id: 5, name: 'a.log', media_type: 'text/plain', size: 3, state: 'waiting' }
  const lines = [
    said(1, 10, { files: [5], attached: [file] }),
    line(2, 'file_scanned', { message: 10, file: 5, state: 'clean' }),
  ]
  expect(talkOf(lines).get(10)?.files).toEqual([{ ...file, state: 'clean' }])
  const erased = line(3, 'message_deleted', { message: 10 })
  expect(talkOf([...lines, erased]).get(10)?.files).toEqual([])
})

test('lines about messages that were not read change nothing', () => {
  const talk = talkOf([
    line(7, 'message_edited', { message: 1, body: 'x', html: 'x' }),
    line(8, 'message_deleted', { message: 1 }),
    line(9, 'reaction_added', { message: 1, emoji: 'yes' }),
    said(10, 20, { thread: 1 }),
  ])
  expect([...talk.keys()]).toEqual([20])
})

test('a message carries the marks that stand, and none once its words are erased', () => {
  const marked = [
    said(1, 10),
    line(2, 'message_marked', { message: 10, mark: 'knowledge' }),
    line(3, 'message_marked', { message: 10, mark: 'fix' }),
    line(4, 'message_marked', { message: 10, mark: 'praise' }),
  ]
  expect(talkOf(marked).get(10)?.marks).toEqual(['fix', 'knowledge'])
  const unmarked = [...marked, line(5, 'message_unmarked', { message: 10, mark: 'fix' })]
  expect(talkOf(unmarked).get(10)?.marks).toEqual(['knowledge'])
  expect(talkOf([...unmarked, line(6, 'message_deleted', { message: 10 })]).get(10)?.marks).toEqual(
    [],
  )
})
