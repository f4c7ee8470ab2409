import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { show } from '../testing/shown.tsx'
import { PagedList } from './PagedList.tsx'

type Answer = { items: string[] }

function listOf(part: Partial<UseInfiniteQueryResult<InfiniteData<Answer>>>, pages?: string[][]) {
  const data = pages && { pages: pages.map((items) => ({ items })), pageParams: [] }
  return { data, isPending: !data, error: null, ...part } as UseInfiniteQueryResult<
    InfiniteData<Answer>
  >
}

const showList = (list: UseInfiniteQueryResult<InfiniteData<Answer>>) =>
  show(
    <PagedList
      list={list}
      row={(name) => <li key={name}>{name}</li>}
      empty={<p>Add the first one.</p>}
      waiting={3}
    />,
  )

test('rows of every page stand in order, and the way on is offered', () => {
  const fetchNextPage = vi.fn()
  showList(listOf({ hasNextPage: true, fetchNextPage }, [['a', 'b'], ['c']]))
  expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual(['a', 'b', 'c'])
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }))
  expect(fetchNextPage).toHaveBeenCalledOnce()
})

test('an empty list says what to do, one that is on its way says so', () => {
  const { unmount } = showList(listOf({}, [[]]))
  expect(screen.getByText('Add the first one.')).toBeTruthy()
  unmount()
  showList(listOf({}))
  expect(screen.getByRole('status')).toBeTruthy()
  expect(screen.queryByText('Add the first one.')).toBeNull()
})

test('why a list did not come is said, with a way to try again', () => {
  const refetch = vi.fn()
  showList(listOf({ error: new Error('no'), isPending: false, refetch }))
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(refetch).toHaveBeenCalledOnce()
})
