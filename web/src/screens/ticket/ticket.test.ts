import { expect, test } from 'vitest'
import type { Line } from '../../contract/activity.ts'
import type { PersonRef } from '../../contract/person.ts'
import type { Handover, TicketPage } from '../../contract/ticket.ts'
import { sizeOf } from '../../parts/text/size.ts'
import { fullTime, toLocalInput } from '../../parts/text/time.ts'
import { words } from '../../parts/words/words.ts'
import { differing } from './EditDialog.tsx'
import { toMe } from './HandoverPanel.tsx'
import { peopleIn, sentenceOf } from './history.ts'
import { momentOf } from './next_word.ts'

test('tomorrow morning is ten by the clock of this browser', () => {
  const now = new Date(2026, 2, 31, 18, 30)
  expect(momentOf('tomorrow', now)).toEqual(new Date(2026, 3, 1, 10))
  expect(momentOf('h2', now)).toEqual(new Date(2026, 2, 31, 20, 30))
})

test('a moment is written as the field for it wants', () => {
  expect(toLocalInput(new Date(2026, 0, 5, 7, 4).toISOString())).toBe('2026-01-05T07:04')
})

function line(kind: string, data: Record<string, unknown>): Line {
  return { stream: 'tickets/7', seq: 1, kind, actor: 1, at: '2026-03-04T12:00:00Z', data }
}

const name = (id: number | null) => (id === 2 ? 'Ben' : 'Ana')
const say = (kind: string, data: Record<string, unknown> = {}) =>
  sentenceOf(line(kind, data), words.t, name)

test('history is told in words', () => {
  expect(say('ownership_started', { owner: 2, how: 'taken' })).toBe('Ben became the owner')
  expect(say('status_changed', { from: 'new', to: 'open' })).toBe('moved it from new to open')
  expect(say('reply_posted', { public: false })).toBe('wrote a private note')
  expect(say('handover_answered', { to: 2, answer: 'declined' })).toBe('Ben declined the ownership')
  expect(say('handover_answered', { to: 2, answer: 'lapsed' })).toBe(
    'The ownership offered to Ben lapsed',
  )
  expect(say('next_word_set', { by: null })).toBe('set the next word')
  expect(say('next_word_set', { by: '2026-03-04T16:00:00+00:00' })).toBe(
    `promised the next word by ${fullTime('2026-03-04T16:00:00Z')}`,
  )
  expect(say('tag_added', { tag: 'vpn' })).toBe('added the tag vpn')
  expect(say('ticket_changed', { fields: ['priority', 'team'] })).toBe('changed priority, team')
  expect(say('relation_added', { other: 9 })).toBe('related it to #9')
  expect(say('status_changed', { from: 'open', to: 'open', cause: 'vendor' })).toBe(
    'waits for the vendor',
  )
  expect(say('status_changed', { from: 'open', to: 'open' })).toBe('waits no more')
  expect(say('touch_overridden', { touch: 4, tier: 'L3' })).toBe('corrected a piece of work to L3')
  expect(say('override_undone', { touch: 4 })).toBe('took a correction of the tier back')
  expect(say('process_assigned', { process: 'tier' })).toBe('decided that it runs through tiers')
  expect(say('process_crossed', { to: 'swarm' })).toBe('let it go on as swarmed work')
  expect(say('tier_changed', { to: 'L2', group: 'L2 Network' })).toBe('sent it to L2 Network')
})

test('an offer says who asks, and why where its owner is away', () => {
  const ana = { id: 1, name: 'Ana' } as PersonRef
  const offer = { from: ana, by: ana, why: 'offered' } as Handover
  expect(toMe(offer, words.t)).toBe('Ana offers you this ticket')
  expect(toMe({ ...offer, by: null, why: 'absence' }, words.t)).toBe(
    'Ana is away, and you stand in',
  )
  expect(toMe({ ...offer, from: null, by: null }, words.t)).toBe('The desk offers you this ticket')
})

test('a kind that is not known yet is still told', () => {
  expect(say('something_new')).toBe('something new')
})

test('people are found in lines, statuses are not people', () => {
  expect(peopleIn(line('handover_offered', { to: 2 }))).toEqual([1, 2])
  expect(peopleIn(line('status_changed', { to: 'open' }))).toEqual([1])
})

const TICKET = { summary: 'x', description: '', priority: 'normal', product: null, component: null }

test('only what was changed is sent, and what was emptied as null', () => {
  const ticket = { ...TICKET, product: 'Tills', category: null } as unknown as TicketPage
  const draft = {
    summary: 'x',
    description: '',
    priority: 'high',
    product: '',
    component: '',
    category: '',
    team: '',
  }
  expect(differing(ticket, draft)).toEqual({ priority: 'high', product: null })
  expect(differing(ticket, { ...draft, team: '3' })).toMatchObject({ team: 3 })
})

test('sizes are said in round figures', () => {
  expect([sizeOf(812), sizeOf(1400), sizeOf(1_400_000)]).toEqual(['812 B', '1.4 kB', '1.4 MB'])
})
