import { expect, test } from 'vitest'
import '../words/words.ts'
import { FOLD_OVER, FOLD_TO, foldLong, highlight, linesHidden } from './code.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}`).join('\n')

function page(html: string): HTMLElement {
  const place = document.createElement('div')
  place.innerHTML = html
  return place
}

test('only long code is folded, and the number of hidden lines is told', () => {
  expect(linesHidden(`${lines(FOLD_OVER)}\n`)).toBe(0)
  expect(linesHidden(lines(252))).toBe(252 - FOLD_TO)
  const place = page(`<pre><code>${lines(252)}</code></pre><pre><code>short</code></pre>`)
  foldLong(place)
  foldLong(place)
  const [button, ...others] = place.querySelectorAll('button')
  expect(others).toEqual([])
  expect(button?.textContent).toBe('Show 240 more lines')
  button?.click()
  expect(place.querySelector('pre')?.className).toBe('')
  expect(button?.getAttribute('aria-expanded')).toBe('true')
  button?.click()
  expect(place.querySelector('pre')?.className).toBe('folded')
})

test('code of a known language is marked and stays harmless', async () => {
  const code = '&lt;script&gt;alert(1)&lt;/script&gt; "x"'
  const place = page(
    `<pre><code class="language-python">def f(): return "${code}"</code></pre>` +
      `<pre><code class="language-klingon">Qapla'</code></pre>`,
  )
  const before = place.textContent
  await highlight(place)
  await highlight(place)
  expect(place.querySelector('.hljs-keyword')?.textContent).toBe('def')
  expect(place.querySelector('script')).toBeNull()
  expect(place.textContent).toBe(before)
})
