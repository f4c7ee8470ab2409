import { fireEvent, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { show } from '../testing/shown.tsx'
import { hiddenOf, WideTable } from './WideTable.tsx'

test('a table that fits hides nothing, a wide one hides what lies behind its edges', () => {
  const box = { scrollLeft: 0, clientWidth: 300, scrollWidth: 300 }
  expect(hiddenOf(box)).toEqual({ before: false, after: false })
  expect(hiddenOf({ ...box, scrollWidth: 520 })).toEqual({ before: false, after: true })
  expect(hiddenOf({ ...box, scrollWidth: 520, scrollLeft: 90 })).toEqual({
    before: true,
    after: true,
  })
  expect(hiddenOf({ ...box, scrollWidth: 520, scrollLeft: 219.6 })).toEqual({
    before: true,
    after: false,
  })
})

test('a wide table can be reached by keyboard and says what it is, others are no stop', () => {
  show(<WideTable minWidth={520}>Words</WideTable>)
  expect(screen.queryByRole('group')).toBeNull()
  const box = screen.getByText('Words').parentElement as HTMLElement
  Object.defineProperty(box, 'scrollWidth', { value: 520 })
  Object.defineProperty(box, 'clientWidth', { value: 300 })
  fireEvent.scroll(box)
  const wide = screen.getByRole('group', { name: 'Wide table: scrolls sideways' })
  expect(wide.tabIndex).toBe(0)
  expect(wide.dataset).toMatchObject({ after: 'true' })
})
