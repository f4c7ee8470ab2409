import type { References, Titles } from '../../state/titles.ts'

const MOST = 20
const PLACE = /^\/(tickets|articles)\/([1-9]\d{0,8})$/

/** Which ticket or article of this desk a link leads to, or null. */
function placeOf(link: HTMLAnchorElement): { noun: 'tickets' | 'articles'; id: number } | null {
  if (link.origin !== location.origin) return null
  const found = PLACE.exec(link.pathname)
  return found ? { noun: found[1] as 'tickets' | 'articles', id: Number(found[2]) } : null
}

function linksIn(place: HTMLElement): HTMLAnchorElement[] {
  return [...place.querySelectorAll<HTMLAnchorElement>('a[href]')]
}

/** The tickets and articles that a text links to, each once, in order, not more than 20. */
export function referencesIn(place: HTMLElement): References {
  const found = linksIn(place).flatMap((link) => placeOf(link) ?? [])
  const ids = (noun: string) => {
    const all = found.filter((one) => one.noun === noun).map((one) => one.id)
    return [...new Set(all)].sort((a, b) => a - b).slice(0, MOST)
  }
  return { tickets: ids('tickets'), articles: ids('articles') }
}

/**
 * Put titles behind bare links. What its author named stays as it is; what this person may not
 * see stays a number.
 */
export function giveTitles(place: HTMLElement, titles: Titles): void {
  const tickets = new Map(titles.tickets.map((one) => [one.number, one.summary]))
  const articles = new Map(titles.articles.map((one) => [one.id, one.title]))
  for (const link of linksIn(place)) {
    const to = placeOf(link)
    const title = to && (to.noun === 'tickets' ? tickets : articles).get(to.id)
    if (!to || title === undefined || title === null) continue
    const written = link.textContent ?? ''
    if (written === link.href) link.textContent = to.noun === 'tickets' ? `#${to.id}` : '§'
    else if (!/^#\d+$/.test(written)) continue
    link.dataset.title = title
  }
}
