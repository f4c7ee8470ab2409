import { useMemo, useState } from 'react'

/** Which message is being worded anew. */
export interface Editing {
  message: number | null
  begin: (message: number) => void
  end: () => void
}

export function useEditing(): Editing {
  const [message, setMessage] = useState<number | null>(null)
  return useMemo(() => ({ message, begin: setMessage, end: () => setMessage(null) }), [message])
}
