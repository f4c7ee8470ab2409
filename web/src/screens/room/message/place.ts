import { createContext, useContext } from 'react'
import type { Board } from '../../../contract/board.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import type { Message } from '../../../state/talk.ts'

/** Where messages are shown, and what can be done there beyond the message itself. */
export interface Place {
  page: SwarmPage
  /** What the swarm knows; guests have none. */
  board?: Board | undefined
  name: (id: number | null) => string
  /** Open the thread of a message; not within a thread. */
  openThread?: ((message: number) => void) | undefined
  quote: (said: Message) => void
}

export const PlaceContext = createContext<Place | null>(null)

export function usePlace(): Place {
  const place = useContext(PlaceContext)
  if (!place) throw new Error('a message is shown in a room or a thread')
  return place
}
