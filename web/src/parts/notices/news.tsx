import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Line } from '../../contract/activity.ts'
import type { Me } from '../../contract/person.ts'
import type { Kind, Wishes } from '../../contract/reaching.ts'
import { useMe } from '../../state/me.ts'
import { readName } from '../../state/names.ts'
import { useWishes } from '../../state/reaching.ts'

export interface News {
  title: string
  /** Where it can be looked at. */
  href: string
  action: string
}

/** What a line on one's own stream is worth saying, or null. `name` is the person it names. */
export function newsIn(line: Line, t: TFunction, name: string | null): News | null {
  const { ticket, swarm } = line.data
  const toTicket = { href: `/tickets/${ticket}`, action: t('news.toTicket', { number: ticket }) }
  const toRoom = { href: `/swarms/${swarm}`, action: t('news.toRoom') }
  const toMessage = { href: `/swarms/${swarm}?line=${line.data.seq}`, action: t('news.toMessage') }
  const yes = line.data.answer === 'accepted'
  switch (line.kind) {
    case 'suggestion_due':
      return { title: nextIn(line, t, name), ...toRoom }
    case 'ownership_given':
      return { title: t('news.owner'), ...toTicket }
    case 'ticket_answered':
      return { title: t('news.answered'), ...toTicket }
    case 'handover_settled':
      return { title: t(yes ? 'news.handoverYes' : 'news.handoverNo'), ...toTicket }
    case 'offer_settled':
      return { title: t(yes ? 'news.offerYes' : 'news.offerNo'), ...toRoom }
    case 'mentioned':
      return line.data.quiet === true || !name
        ? null
        : { title: t('news.mentioned', { name }), ...toMessage }
    case 'task_given':
      return name ? { title: t('news.task', { name }), ...toRoom } : null
    case 'symptom_solved':
      return { title: t('news.alike', { like: line.data.like }), ...toTicket }
    case 'credited':
      return { title: t('news.credited'), ...toRoom }
    case 'fix_reused':
      return { title: t('news.fixHeld', { count: Number(line.data.uses) }), ...toTicket }
    case 'objection_settled':
      return { title: verdictOf(line, t), href: `/${line.stream}`, action: t('news.toProfile') }
    case 'ticket_escalated':
      return { title: t('news.escalated', { tier: line.data.to }), ...toTicket }
    case 'vendor_check_due':
      return { title: t('news.vendorDue'), ...toTicket }
    case 'bounce_foreseen':
      return { title: t('news.bounceForeseen', { percent: line.data.percent }), ...toTicket }
    case 'removed_from_swarm':
      return { title: t('news.askedToLeave'), href: '/swarms', action: t('news.toRooms') }
    case 'called_on_duty':
      return { title: t('news.onDuty'), ...toRoom }
    case 'update_due':
      return { title: t('news.updateDue'), ...toRoom }
    case 'status_updated':
      return { title: t('news.statusUpdated'), href: '/', action: t('news.toNews') }
    case 'next_word_due':
      return { title: t('news.wordDue'), ...toTicket }
    default:
      return null
  }
}

function verdictOf(line: Line, t: TFunction): string {
  return t(line.data.verdict === 'upheld' ? 'news.contestUpheld' : 'news.contestDismissed')
}

function nextIn(line: Line, t: TFunction, name: string | null): string {
  if (typeof line.data.person !== 'number') return t('news.nobodyNext')
  return name ? t('news.next', { name }) : t('news.somebodyNext')
}

/** Says in the corner what happened to me elsewhere; what I did myself is no news. */
export function useNews(): (line: Line) => void {
  const { t } = useTranslation()
  const me = useMe()
  const wishes = useWishes()
  return (line) => {
    if (line.actor === me.id || !isWanted(line, me, wishes.data)) return
    const person = personIn(line)
    void nameOf(person).then((name) => {
      const news = newsIn(line, t, name)
      // What is before one's eyes already is no news.
      if (news && !isOpen(news.href)) tell(news)
    })
  }
}

/** The kind of my choice that a line of my own stream is of. */
const KIND_OF: Record<string, Kind> = {
  mentioned: 'mention',
  task_given: 'task',
  ownership_given: 'ticket',
  ticket_escalated: 'ticket',
  next_word_due: 'ticket',
  bounce_foreseen: 'ticket',
  ticket_answered: 'answer',
  symptom_solved: 'alike',
  called_on_duty: 'duty',
  update_due: 'duty',
  status_updated: 'update',
}

/** Whether I want to be told of this on the screen at once; until that is known, yes. */
export function isWanted(line: Line, me: Pick<Me, 'reach'>, wishes: Wishes | undefined): boolean {
  const kind = KIND_OF[line.kind]
  if (!kind) return true
  if (me.reach === 'quiet' && kind !== 'duty') return false
  return wishes?.ways.find((one) => one.kind === kind)?.client ?? true
}

function isOpen(href: string): boolean {
  return document.visibilityState === 'visible' && location.pathname === href.split('?')[0]
}

/** The person whose name the news needs. */
function personIn(line: Line): unknown {
  if (line.kind === 'mentioned' || line.kind === 'task_given') return line.actor
  return line.kind === 'suggestion_due' ? line.data.person : null
}

async function nameOf(person: unknown): Promise<string | null> {
  return typeof person === 'number' ? readName(person).catch(() => null) : null
}

function tell({ title, href, action }: News): void {
  const id = notifications.show({
    title,
    message: (
      <Link href={href} className="more-link" onClick={() => notifications.hide(id)}>
        {action}
      </Link>
    ),
    color: 'petrol',
    autoClose: 12_000,
  })
}
