import { expect, test } from 'vitest'
import { touched } from './notices.ts'
import { stillTyping } from './typing.ts'

function line(kind: string) {
  return { stream: 'people/1', seq: 1, kind, actor: null, at: '2026-03-04T12:00:00Z', data: {} }
}

test('whatever concerns me makes the bell and the inbox old', () => {
  expect(touched(line('profile_changed'))).toEqual(['notices', 'inbox'])
})

test('an invitation also makes the list of rooms old', () => {
  expect(touched(line('invitation_received'))).toContain('swarms')
  expect(touched(line('ticket_answered'))).toContain('tickets')
  for (const kind of [
    'fix_reused',
    'skill_merged',
    'evidence_grown',
    'evidence_added',
    'evidence_withdrawn',
    'skill_contested',
    'skill_hidden',
  ]) {
    expect(touched(line(kind))).toContain('profile')
  }
  expect(touched(line('objection_settled'))).toContain('profile')
})

test('who has stopped typing is forgotten', () => {
  expect(stillTyping({ 1: 100, 2: 300 }, 200)).toEqual({ 2: 300 })
})

test('what I say of being asked, and of who was suggested, is read again', () => {
  expect(touched(line('decline_recorded'))).toContain('declines')
  expect(touched(line('decline_undone'))).toContain('declines')
  expect(touched(line('suggestion_rated'))).toContain('suggestions')
})
