import { useLayoutEffect, useRef } from 'react'

/**
 * Text that the server rendered from Markdown and sanitized (nh3). The only place where HTML
 * is put into the page; links that lead elsewhere open in a tab of their own.
 */
export function Prose({ html }: { html: string }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    for (const block of place.current?.querySelectorAll('pre') ?? []) {
      // What scrolls sideways must be reachable by keyboard.
      block.tabIndex = block.scrollWidth > block.clientWidth ? 0 : -1
    }
    for (const link of place.current?.querySelectorAll<HTMLAnchorElement>('a[href]') ?? []) {
      if (link.origin === location.origin) continue
      link.target = '_blank'
      link.rel = 'noopener noreferrer nofollow'
    }
  })
  return (
    <div
      ref={place}
      className="prose"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized on the server, nowhere else
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
