import { useMemo, useState } from 'react'
import type { Message } from '../../../state/talk.ts'

/** Which message the words that are being written quote. */
export interface Quoting {
  quoted: Message | null
  quote: (said: Message) => void
  drop: () => void
}

export function useQuoting(): Quoting {
  const [quoted, setQuoted] = useState<Message | null>(null)
  return useMemo(() => ({ quoted, quote: setQuoted, drop: () => setQuoted(null) }), [quoted])
}
