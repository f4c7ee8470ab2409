import type { TFunction } from 'i18next'
import type { TeamRef } from '../../contract/picking.ts'
import type { TicketCard } from '../../contract/swarm.ts'

interface About {
  ticket: TicketCard | null
  team: TeamRef | null
  kind: string
}

/** What a room is about, in words: its ticket, or whose tickets are picked over in it. */
export function subjectOf({ ticket, team, kind }: About, t: TFunction): string {
  if (ticket) return `#${ticket.number} ${ticket.summary}`
  const words = { team: team?.name ?? t('picking.wholeDesk') }
  return kind === 'backlog' ? t('picking.backlogFor', words) : t('picking.dispatchFor', words)
}
