import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { isWriting, KeyReader, useKeys, useRowKeys } from './keys.ts'

test('a single key means itself', () => {
  expect(new KeyReader().read('c', ['c', 'g i'], 0)).toBe('c')
})

test('two keys in a row mean their pair', () => {
  const reader = new KeyReader()
  expect(reader.read('g', ['i', 'g i'], 0)).toBeNull()
  expect(reader.read('i', ['i', 'g i'], 500)).toBe('g i')
})

test('the second key means itself when it comes too late', () => {
  const reader = new KeyReader()
  reader.read('g', ['i', 'g i'], 0)
  expect(reader.read('i', ['i', 'g i'], 5000)).toBe('i')
})

test('an unknown second key means nothing and is forgotten', () => {
  const reader = new KeyReader()
  reader.read('g', ['g i'], 0)
  expect(reader.read('x', ['g i'], 10)).toBeNull()
  expect(reader.read('i', ['g i'], 20)).toBeNull()
})

function Screen({ onC }: { onC: () => void }) {
  useKeys({ c: onC })
  useRowKeys()
  return (
    <>
      <input aria-label="words" />
      <a href="#1" className="row-link">
        one
      </a>
      <a href="#2" className="row-link">
        two
      </a>
    </>
  )
}

test('letters that somebody writes are letters', () => {
  const onC = vi.fn()
  render(<Screen onC={onC} />)
  const field = screen.getByLabelText('words')
  fireEvent.keyDown(field, { key: 'c' })
  expect(onC).not.toHaveBeenCalled()
  fireEvent.keyDown(document.body, { key: 'c' })
  expect(onC).toHaveBeenCalledOnce()
  expect(isWriting(field)).toBe(true)
})

test('a key with Ctrl belongs to the browser', () => {
  const onC = vi.fn()
  render(<Screen onC={onC} />)
  fireEvent.keyDown(document.body, { key: 'c', ctrlKey: true })
  expect(onC).not.toHaveBeenCalled()
})

test('j and k walk over the rows and stop at the ends', () => {
  render(<Screen onC={() => undefined} />)
  const press = (key: string) => fireEvent.keyDown(document.body, { key })
  press('j')
  expect(document.activeElement?.textContent).toBe('one')
  press('j')
  press('j')
  expect(document.activeElement?.textContent).toBe('two')
  press('k')
  expect(document.activeElement?.textContent).toBe('one')
})
