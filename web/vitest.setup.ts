import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

/** What Mantine asks of a browser and jsdom does not have. */

Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }),
})

class SilentResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

window.ResizeObserver = SilentResizeObserver

Element.prototype.scrollIntoView = () => {}

Object.defineProperty(document, 'fonts', {
  value: { addEventListener() {}, removeEventListener() {} },
})
