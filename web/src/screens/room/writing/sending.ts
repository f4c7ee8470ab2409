import { useState } from 'react'
import { useDraft, useDraftId } from '../../../state/drafts.ts'
import { useTellTyping } from '../../../state/typing.ts'
import type { usePost } from '../../../state/words.ts'
import { usePlace } from '../message/place.ts'
import { useCarrying } from './carrying.ts'
import { type RoomVerbs, useCommands } from './commanding.ts'
import { commandIn } from './commands.ts'
import type { Quoting } from './quoting.ts'

/** The message whose thread is written to, and whether it is for members only. */
export interface InThread {
  root: number
  aside: boolean
}

interface Parts {
  posting: ReturnType<typeof usePost>
  quoting: Quoting
  thread: InThread | undefined
  verbs: RoomVerbs | undefined
  onSettled: () => void
}

/**
 * The words that are being written, and sending them. While they travel they stay; a failed try
 * is repeated under the same id, after a reload too.
 */
export function useSending({ posting, quoting, thread, verbs, onSettled }: Parts) {
  const command = useCommands(verbs)
  const { page } = usePlace()
  const place = thread === undefined ? `room-${page.id}` : `room-${page.id}-${thread.root}`
  const [words, setWords] = useDraft(place)
  const clientId = useDraftId(place)
  const [also, setAlso] = useState(false)
  const [chosen, setAside] = useState(false)
  const bound = thread?.aside === true || quoting.quoted?.aside === true
  const aside = bound || chosen
  const tell = useTellTyping(`swarms/${page.id}`)
  const change = (next: string) => {
    // Other words are another message, not a repeated try.
    if (posting.error) clientId.renew()
    setWords(next)
    tell()
  }
  const carrying = useCarrying()
  const files = carrying.files.map((file) => file.id)
  const nothing = words.trim() === '' && files.length === 0
  const onSuccess = () => {
    carrying.empty()
    clientId.renew()
    setWords('')
    setAlso(false)
    quoting.drop()
  }
  const send = () => {
    const body = words.trim()
    if (nothing || posting.isPending || carrying.sending.isPending) return
    const meant = commandIn(body)
    if (meant) {
      if (command(meant)) setWords('')
      return
    }
    const answers = thread && { thread: thread.root, also }
    const hushed = aside && { aside }
    const quotes = quoting.quoted && { quote: quoting.quoted.message }
    const carries = files.length > 0 && { files }
    posting.mutate(
      { body, client_id: clientId.take(), ...answers, ...quotes, ...carries, ...hushed },
      { onSuccess, onSettled },
    )
  }
  return { words, change, send, also, setAlso, aside, bound, setAside, carrying, nothing }
}
