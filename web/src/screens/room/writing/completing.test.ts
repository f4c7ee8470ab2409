import { expect, test } from 'vitest'
import { completed, fits, nameBegun } from './completing.ts'

test('a name begins behind an @ that stands alone', () => {
  expect(nameBegun('@ev', 3)).toEqual({ typed: 'ev', start: 0 })
  expect(nameBegun('ask @Eva Ex', 11)).toEqual({ typed: 'Eva Ex', start: 4 })
  expect(nameBegun('ask @Eva and', 4)).toBeNull()
  expect(nameBegun('mail ana@example', 16)).toBeNull()
  expect(nameBegun('@Eva\nnext', 9)).toBeNull()
  expect(nameBegun('`@x` @`', 7)).toBeNull()
  expect(nameBegun(`@${'x'.repeat(41)}`, 42)).toBeNull()
})

test('what was begun is replaced and what follows stays', () => {
  const begun = { typed: 'ev', start: 4 }
  expect(completed('ask @ev now', begun, 7, '@Eva Expert ')).toEqual({
    words: 'ask @Eva Expert now',
    caret: 16,
  })
})

test('a name fits by the beginning of any of its words', () => {
  expect(fits('Eva Expert', 'ev')).toBe(true)
  expect(fits('Eva Expert', 'EXP')).toBe(true)
  expect(fits('Eva Expert', 'pert')).toBe(false)
})
