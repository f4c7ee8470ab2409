import { expect, test } from 'vitest'
import type { Need } from '../../contract/swarm.ts'
import { settle } from './needs.ts'

const need = (skill: number): Need => ({
  skill,
  name: `Skill ${skill}`,
  probability: 0.5,
  stated: false,
  covered_by: [],
})
const ids = (needs: Need[]) => needs.map((one) => one.skill)

test('needs keep their places, and what the talk reveals stands at the end and is marked', () => {
  const { shown, late } = settle([3, 1], [need(2), need(1), need(3), need(4)])
  expect(ids(shown)).toEqual([3, 1, 2, 4])
  expect([...late]).toEqual([2, 4])
})

test('at first all are shown as they come', () => {
  const { shown, late } = settle(null, [need(2), need(1)])
  expect(ids(shown)).toEqual([2, 1])
  expect(late.size).toBe(0)
})

test('where nothing was needed at first, all that follows came from the talk', () => {
  expect([...settle([], [need(2)]).late]).toEqual([2])
})

test('a need that is gone leaves no hole', () => {
  expect(ids(settle([3, 1], [need(1)]).shown)).toEqual([1])
})
