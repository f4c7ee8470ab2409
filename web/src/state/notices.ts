import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Line } from '../contract/activity.ts'
import type { AlikeNotice, TaskNotice } from '../contract/reaching.ts'
import type { InvitationCard, MentionCard, OfferCard } from '../contract/swarm.ts'
import type { Handover, TicketRow } from '../contract/ticket.ts'
import { put, read } from '../wire/http.ts'
import { useHear } from './connection.ts'
import { useMe } from './me.ts'

export interface Notices {
  invitations: InvitationCard[]
  handovers: Handover[]
  offers: OfferCard[]
  overdue: TicketRow[]
  mentions: MentionCard[]
  tasks: TaskNotice[]
  alike: AlikeNotice[]
  /** What else was said in my rooms; muted ones are left out. */
  unread: { rooms: number; messages: number }
}

const NOTICES = ['notices'] as const

/** What waits for me now; read again whenever my own stream says something. */
export function useNotices() {
  return useQuery({
    queryKey: NOTICES,
    queryFn: () => read<Notices>('/api/me/notices'),
    refetchInterval: 30_000,
  })
}

/** Which lists a line on one's own stream makes old. */
export function touched(line: Line): string[] {
  const lists = ['notices', 'inbox']
  if (/^(invitation|offer|removed|suggestion|mentioned|called|task)/.test(line.kind))
    lists.push('swarms')
  if (/^(ticket|handover|ownership|next_word)/.test(line.kind)) lists.push('tickets')
  if (/^(credited|evidence|fix|skill|objection)/.test(line.kind)) lists.push('profile')
  if (line.kind === 'status_updated') lists.push('updates')
  if (line.kind.startsWith('decline')) lists.push('declines')
  if (line.kind === 'suggestion_rated') lists.push('suggestions')
  return lists
}

/** Listen to one's own stream for as long as one is signed in; `onNews` hears each line too. */
export function useOwnStream(onNews: (line: Line) => void): void {
  const me = useMe()
  const client = useQueryClient()
  const readAgain = (lists: string[]) => {
    for (const list of lists) void client.invalidateQueries({ queryKey: [list] })
  }
  const hear = (line: Line) => {
    onNews(line)
    readAgain(touched(line))
    if (typeof line.data.ticket === 'number') {
      void client.invalidateQueries({ queryKey: ['ticket', line.data.ticket] })
    }
    if (typeof line.data.swarm === 'number') {
      // Who was asked to leave looks at the page alone: what stands inside is no longer theirs.
      const exact = line.kind === 'removed_from_swarm'
      void client.invalidateQueries({ queryKey: ['swarm', line.data.swarm], exact })
    }
  }
  useHear(me.stream, hear, () => readAgain(['notices', 'inbox', 'swarms', 'tickets']))
}

export interface AnswerGiven {
  id: number
  answer: 'accepted' | 'declined'
  reason?: string
  /** What a no says of the next request. */
  why?: 'not_my_subject' | 'no_time' | 'ask_instead' | 'other'
  until?: string
  instead?: number
}

function useAnswer<Given extends { id: number } = AnswerGiven>(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: Given) => put<unknown>(path, { path: { id }, body }),
    onSettled: () => {
      for (const list of ['notices', 'swarms', 'swarm', 'ticket', 'inbox', 'declines']) {
        void client.invalidateQueries({ queryKey: [list] })
      }
    },
  })
}

export const useAnswerInvitation = () => useAnswer('/api/invitations/{id}/answer')
/** Be asked again at a moment; help in one message. */
export const usePutOff = () =>
  useAnswer<{ id: number; until: string }>('/api/invitations/{id}/later')
export const useHelpAtOnce = () =>
  useAnswer<{ id: number; body: string }>('/api/invitations/{id}/message')
export const useAnswerHandover = () => useAnswer('/api/handovers/{id}/answer')
export const useAnswerOffer = () => useAnswer('/api/offers/{id}/answer')

/** Tell the owner that an invitation was looked at. */
export function markSeen(invitation: number): Promise<unknown> {
  return put<unknown>('/api/invitations/{id}/seen', { path: { id: invitation }, body: {} })
}
