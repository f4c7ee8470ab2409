import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { usePost } from '../../../state/words.ts'
import { usePlace } from '../message/place.ts'
import type { RoomVerbs } from './commanding.ts'
import { commandsLike, inviteBegun } from './commands.ts'
import { useCompleting } from './completing.ts'
import type { Quoting } from './quoting.ts'
import { type InThread, useSending } from './sending.ts'

interface Parts {
  posting: ReturnType<typeof usePost>
  quoting: Quoting
  thread: InThread | undefined
  verbs: RoomVerbs | undefined
  onEditLast: (() => void) | undefined
}

/** A field in which a message is written: what its keys do, and what they could go on with. */
export function useWriting({ posting, quoting, thread, verbs, onEditLast }: Parts) {
  const field = useRef<HTMLTextAreaElement>(null)
  const onSettled = () => requestAnimationFrame(() => field.current?.focus())
  const sending = useSending({ posting, quoting, thread, verbs, onSettled })
  const { words, change, send } = sending
  const [caret, setCaret] = useState(words.length)
  const { t } = useTranslation()
  const { page } = usePlace()
  const commands = verbs ? commandsLike(words, page, t) : []
  const invited = verbs && inviteBegun(words)
  const completing = useCompleting({
    words,
    caret,
    also: commands.length > 0 ? { begun: { typed: words, start: 0 }, options: commands } : null,
    invited: invited || null,
    onTake: (next, at) => {
      change(next)
      setCaret(at)
      requestAnimationFrame(() => field.current?.setSelectionRange(at, at))
    },
  })
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || completing.onKey(event)) return
    if (event.key === 'Escape') quoting.drop()
    if (event.key === 'ArrowUp' && words === '' && onEditLast) {
      event.preventDefault()
      onEditLast()
    }
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    send()
  }
  return { ...sending, field, setCaret, completing, onKey }
}
