import { words } from '../words/words.ts'

/** Code longer than this is folded, with so many lines still shown. */
export const FOLD_OVER = 24
export const FOLD_TO = 12

/** Lines that folding would hide; 0 where the code stays as it is. Pure. */
export function linesHidden(code: string): number {
  const lines = code.replace(/\n$/, '').split('\n').length
  return lines > FOLD_OVER ? lines - FOLD_TO : 0
}

/** Fold the long pieces of code in a text, each with a button that shows all of it. */
export function foldLong(place: HTMLElement): void {
  for (const block of place.querySelectorAll<HTMLElement>('pre:not([data-lines])')) {
    const hidden = linesHidden(block.textContent ?? '')
    block.dataset.lines = String(hidden)
    if (hidden === 0) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'fold'
    const turn = (folded: boolean) => {
      block.classList.toggle('folded', folded)
      button.textContent = folded
        ? words.t('shared.moreLines', { count: hidden })
        : words.t('shared.fewerLines')
      button.setAttribute('aria-expanded', String(!folded))
    }
    button.addEventListener('click', () => turn(!block.classList.contains('folded')))
    turn(true)
    block.after(button)
  }
}

const LANGUAGE = /language-([\w+#.-]+)/

/**
 * Mark the words of code whose language is named. Done here and not on the server, so that no
 * text can keep the server busy; the highlighter is loaded when there is code to show.
 */
export async function highlight(place: HTMLElement): Promise<void> {
  const blocks = [...place.querySelectorAll<HTMLElement>('pre > code[class*="language-"]')]
  const waiting = blocks.filter((block) => !block.dataset.marked)
  if (waiting.length === 0) return
  const { highlighted } = await import('./highlight.ts')
  for (const block of waiting) {
    block.dataset.marked = 'yes'
    const language = LANGUAGE.exec(block.className)?.[1] ?? ''
    const html = highlighted(block.textContent ?? '', language.toLowerCase())
    if (html !== null) block.innerHTML = html
  }
}
