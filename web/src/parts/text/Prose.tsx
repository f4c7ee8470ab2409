import { useLayoutEffect, useRef, useState } from 'react'
import { type References, useTitles } from '../../state/titles.ts'
import { foldLong, highlight } from './code.ts'
import './prose.css'
import { giveTitles, referencesIn } from './references.ts'

const NOTHING: References = { tickets: [], articles: [] }

/**
 * Text that the server rendered from Markdown and sanitized (nh3). The only place where HTML
 * is put into the page; links that lead elsewhere open in a tab of their own. Long code is
 * folded and marked; links to tickets and articles tell their titles to those who may see them.
 */
export function Prose({ html }: { html: string }) {
  const place = useRef<HTMLDivElement>(null)
  const [references, setReferences] = useState(NOTHING)
  const titles = useTitles(references).data
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on the page changes with `html`
  useLayoutEffect(() => {
    const text = place.current
    if (!text) return
    foldLong(text)
    void highlight(text).catch(() => undefined)
    prepare(text)
    setReferences((before) => {
      const now = referencesIn(text)
      return now.tickets.length + now.articles.length === 0 ? keep(before) : now
    })
  }, [html])
  // biome-ignore lint/correctness/useExhaustiveDependencies: new HTML needs its titles again
  useLayoutEffect(() => {
    if (place.current && titles) giveTitles(place.current, titles)
  }, [titles, html])
  return (
    <div
      ref={place}
      className="prose"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized on the server, nowhere else
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

/** No new state where there was nothing before. */
function keep(before: References): References {
  return before.tickets.length + before.articles.length === 0 ? before : NOTHING
}

function prepare(text: HTMLElement): void {
  for (const block of text.querySelectorAll('pre')) {
    // What scrolls sideways must be reachable by keyboard.
    block.tabIndex = block.scrollWidth > block.clientWidth ? 0 : -1
  }
  for (const link of text.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    if (link.origin === location.origin) continue
    link.target = '_blank'
    link.rel = 'noopener noreferrer nofollow'
  }
}
