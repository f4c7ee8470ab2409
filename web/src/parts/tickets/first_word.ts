import type { TicketPage } from '../../contract/ticket.ts'

type Told = Pick<
  TicketPage,
  'requester' | 'owner' | 'first_response_at' | 'channel' | 'status' | 'outcome'
>

/**
 * Whether the requester still waits for a first word. Nobody waits for their own, and what was
 * said on another desk is not known here. Pure.
 */
export function toldNothing(ticket: Told): boolean {
  const { requester, owner } = ticket
  if (ticket.first_response_at !== null || ticket.channel === 'import') return false
  return requester !== null && requester.id !== owner?.id
}

/** The same after the ticket was solved. Pure. */
export function solvedUntold(ticket: Told): boolean {
  return ticket.status === 'solved' && toldNothing(ticket)
}

/** What was done, for the words of a first reply; nothing where no fix stands. Pure. */
export function fixToTell(ticket: Told): string {
  if (!solvedUntold(ticket) || ticket.outcome?.how !== 'solved') return ''
  return ticket.outcome.fix?.trim() ?? ''
}
