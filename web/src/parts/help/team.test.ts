import { expect, test } from 'vitest'
import type { Bench, Need, ProposedTeam } from '../../contract/swarm.ts'
import {
  coverage,
  type Member,
  proposedMembers,
  runnerUp,
  sameTeam,
  swapped,
  thereToo,
  withMember,
  withoutMember,
} from './team.ts'

const need = (name: string, probability: number): Need => ({
  skill: name.length,
  name,
  probability,
  stated: false,
  covered_by: [],
})
const NEEDS = [need('VPN', 1), need('Mail', 0.6), need('Tax', 0.4)]
const person = (id: number) => ({ id, name: `Person ${id}` })
const member = (id: number, ...covers: string[]): Member => ({
  person: person(id),
  covers,
  learner: false,
})
const bench = (id: number, ...covers: string[]): Bench => ({
  person: person(id),
  covers,
  score: 0.5,
})

test('coverage counts each skill by its probability and names what stays open', () => {
  const found = coverage(NEEDS, [member(1, 'VPN'), member(2, 'VPN', 'Mail')])
  expect(found.share).toBeCloseTo(0.8)
  expect(found.open).toEqual(['Tax'])
  expect(found.alone.get(1)).toBeUndefined()
  expect(found.alone.get(2)).toBeCloseTo(0.3)
})

test('a learner covers nothing, and nothing needed is nothing covered', () => {
  const learner = { ...member(1, 'VPN'), learner: true }
  expect(coverage(NEEDS, [learner]).share).toBe(0)
  expect(coverage([], [member(1, 'VPN')])).toEqual({ share: 0, open: [], alone: new Map() })
})

test('who is in the room or asked into it counts, and once', () => {
  const there = [bench(1, 'VPN', 'Mail'), bench(2, 'Tax')]
  const members = [member(2, 'Tax')]
  expect(coverage(NEEDS, [...members, ...thereToo(there, members)])).toMatchObject({
    share: 1,
    open: [],
  })
  expect(thereToo(there, members)).toEqual([member(1, 'VPN', 'Mail')])
})

test('the runner-up is the first of the bench who covers most of the same', () => {
  const members = [member(1, 'VPN', 'Mail'), member(2, 'Tax')]
  const others = [bench(2, 'VPN', 'Mail'), bench(3, 'VPN'), bench(4, 'Mail', 'VPN'), bench(5)]
  expect(runnerUp(member(1, 'VPN', 'Mail'), members, others)?.person.id).toBe(4)
  expect(runnerUp(member(2, 'Tax'), members, others)).toBeNull()
})

test('members are added once, removed, and swapped in their place', () => {
  const team = withMember(withMember([member(1)], member(2)), member(1, 'VPN'))
  expect(team.map((one) => one.person.id)).toEqual([2, 1])
  expect(withoutMember(team, 2)).toEqual([member(1, 'VPN')])
  expect(swapped(team, 2, bench(3, 'Tax'))).toEqual([member(3, 'Tax'), member(1, 'VPN')])
  expect(sameTeam(team, [member(1), member(2)])).toBe(true)
  expect(sameTeam(team, [member(1)])).toBe(false)
})

test('the proposal brings all that its people cover', () => {
  const team: ProposedTeam = {
    members: [{ person: person(1), adds: 0.5, covers: ['VPN'] }],
    learner: null,
    runners_up: [],
    uncovered: [],
    left: [],
    coverage: 0.5,
    stops: '',
    bench: [bench(1, 'VPN', 'Mail')],
  }
  expect(proposedMembers(team)).toEqual([member(1, 'VPN', 'Mail')])
  expect(proposedMembers({ ...team, bench: [] })).toEqual([member(1, 'VPN')])
})
