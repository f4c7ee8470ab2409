import { expect, test } from 'vitest'
import { giveTitles, referencesIn } from './references.ts'

function page(html: string): HTMLElement {
  const place = document.createElement('div')
  place.innerHTML = html
  document.body.append(place)
  return place
}

test('links to tickets and articles of this desk are found, and no others', () => {
  const place = page(
    `<a href="/tickets/9">#9</a><a href="${location.origin}/tickets/7">x</a>` +
      '<a href="/tickets/9">#9</a><a href="/articles/3">y</a>' +
      '<a href="https://elsewhere.example/tickets/1">z</a><a href="/people/5">p</a>',
  )
  expect(referencesIn(place)).toEqual({ tickets: [7, 9], articles: [3] })
})

test('a bare link gets its title, a named one keeps its name, a hidden one its number', () => {
  const address = `${location.origin}/tickets/7`
  const place = page(
    `<a href="/tickets/9">#9</a><a href="${address}">${address}</a>` +
      '<a href="/tickets/9">as before</a><a href="/tickets/8">#8</a>',
  )
  giveTitles(place, {
    tickets: [
      { number: 9, summary: 'VPN drops', status: 'open' },
      { number: 7, summary: 'No sound', status: 'open' },
    ],
    articles: [],
  })
  const seen = [...place.querySelectorAll('a')].map((one) => [one.textContent, one.dataset.title])
  expect(seen).toEqual([
    ['#9', 'VPN drops'],
    ['#7', 'No sound'],
    ['as before', undefined],
    ['#8', undefined],
  ])
})
