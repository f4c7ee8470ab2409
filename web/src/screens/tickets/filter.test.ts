import { expect, test } from 'vitest'
import { filterOf, isNarrowed, queryOf, withFilter } from './filter.ts'

test('the filter is what the address says, and nothing else', () => {
  const params = new URLSearchParams('q=vpn&status=open,new&evil=1&team=')
  expect(filterOf(params)).toEqual({ q: 'vpn', status: 'open,new' })
})

test('a component goes with its product', () => {
  const filter = { product: 'Web shop', component: 'Checkout' }
  expect(withFilter(filter, 'product', 'Tills')).toEqual({ product: 'Tills' })
})

test('best match makes no sense without words', () => {
  expect(withFilter({ q: 'vpn', sort: 'relevance' }, 'q', null)).toEqual({})
})

test('a search is sorted by match and a list by its last change, unless told', () => {
  expect(queryOf({ q: 'vpn' }).sort).toBe('relevance')
  expect(queryOf({}).sort).toBe('updated')
  expect(queryOf({ q: 'vpn', sort: 'due' }).sort).toBe('due')
})

test('a sort narrows nothing', () => {
  expect(isNarrowed({ sort: 'due' })).toBe(false)
  expect(isNarrowed({ owner: 'me' })).toBe(true)
})
