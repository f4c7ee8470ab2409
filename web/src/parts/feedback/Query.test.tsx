import type { UseQueryResult } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Problem } from '../../wire/http.ts'
import { show } from '../testing/shown.tsx'
import { Addressed } from './Query.tsx'

const showAnswer = (part: Partial<UseQueryResult<string>>) =>
  show(
    <Addressed query={{ data: undefined, error: null, ...part } as UseQueryResult<string>}>
      {(name) => <p>{name}</p>}
    </Addressed>,
  )

test('an address that names nothing leads back to the start and offers no second try', () => {
  showAnswer({ error: new Problem(404, { detail: 'There is nothing here.' }) })
  expect(screen.getByText('There is nothing at this address')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Go to the start' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('what is not asked for is not there, and what is asked for is waited for', () => {
  const { unmount } = showAnswer({ isPending: true, fetchStatus: 'idle' })
  expect(screen.getByText('There is nothing at this address')).toBeTruthy()
  unmount()
  showAnswer({ isPending: true, fetchStatus: 'paused' })
  expect(screen.queryByText('There is nothing at this address')).toBeNull()
})

test('what may not be seen any more leaves the screen', () => {
  showAnswer({ data: 'Ana', error: new Problem(404, {}) })
  expect(screen.queryByText('Ana')).toBeNull()
})

test('what was read is shown, and another failure can be tried again', () => {
  const { unmount } = showAnswer({ data: 'Ana', error: new Problem(500, {}) })
  expect(screen.getByText('Ana')).toBeTruthy()
  unmount()
  showAnswer({ error: new Problem(500, {}) })
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
})
