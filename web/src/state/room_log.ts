import type { Line } from '../contract/activity.ts'
import type { Answer, SwarmPage } from '../contract/swarm.ts'

/** A stretch of a room's stream: lines in order, each once. */
export interface RoomLog {
  lines: Line[]
  /** What stands before the stretch has not been read; 0 when it begins at the beginning. */
  after: number
}

/** The number of the newest line that the log holds. */
export function lastOf(log: RoomLog): number {
  return log.lines.at(-1)?.seq ?? log.after
}

/** The log with one more line; the same log when the line is already in it. */
export function withLine(log: RoomLog, line: Line): RoomLog {
  if (line.seq <= lastOf(log)) return log
  const lines = line.kind === 'message_deleted' ? wiped(log.lines, line) : log.lines
  return { ...log, lines: [...lines, line] }
}

/** The log with an older stretch in front of it. */
export function withEarlier(log: RoomLog, earlier: Line[], after: number): RoomLog {
  const older = earlier.filter((line) => line.seq <= log.after)
  const gone = log.lines.filter((line) => line.kind === 'message_deleted')
  return { after, lines: [...gone.reduce(wiped, older), ...log.lines] }
}

/** What was erased is not kept in memory either: its words, its edits, what quotes it. */
function wiped(lines: Line[], deletion: Line): Line[] {
  const gone = deletion.data.message
  return lines.map((line) => {
    const worded = line.kind === 'message_posted' || line.kind === 'message_edited'
    if (worded && line.data.message === gone) {
      const { text: _, attached: __, ...data } = line.data
      return { ...line, data: { ...data, body: null, html: null } }
    }
    if (line.data.quote === gone && line.data.quoted) {
      return { ...line, data: { ...line.data, quoted: { ...line.data.quoted, text: null } } }
    }
    return line
  })
}

/** Lines whose texts or names stand only in a new snapshot. */
const NEEDS_SNAPSHOT = new Set([
  'invitation_sent',
  'offer_made',
  'member_joined',
  'swarm_closed',
  'swarm_reopened',
  'contribution_credited',
  'tried_added',
  'guest_invited',
  'guest_ended',
  'duty_given',
  'status_updated',
  'updates_planned',
  'stakeholder_added',
  'stakeholder_removed',
])

export function needsSnapshot(line: Line): boolean {
  return NEEDS_SNAPSHOT.has(line.kind)
}

/**
 * The page as of the newest line: a snapshot may arrive later than lines that are newer than it,
 * so those are applied to it again each time.
 */
export function currentPage(page: SwarmPage, log: RoomLog | undefined): SwarmPage {
  const head = page.head
  if (!log || head === null) return page
  return log.lines.filter((line) => line.seq > head).reduce(applyLine, page)
}

/** The snapshot with what a line says of it, as far as a line can say. */
export function applyLine(page: SwarmPage, line: Line): SwarmPage {
  const fresh = { ...page, head: page.head === null ? null : Math.max(page.head, line.seq) }
  switch (line.kind) {
    case 'member_left':
    case 'member_removed':
      return {
        ...fresh,
        members: page.members.filter((one) => one.person.id !== line.data.person),
        outside: page.outside.filter((one) => one.id !== line.data.person),
      }
    case 'invitation_seen':
      return answered(fresh, line, (one) => ({ ...one, seen_at: one.seen_at ?? line.at }))
    case 'invitation_postponed':
    case 'invitation_returned':
      return answered(fresh, line, (one) => ({
        ...one,
        later_at: typeof line.data.until === 'string' ? line.data.until : null,
        expires_at: String(line.data.expires),
        seen_at: one.seen_at ?? line.at,
      }))
    case 'invitation_answered':
      return answered(fresh, line, (one) => ({
        ...one,
        answer: line.data.answer as Answer,
        answered_at: line.at,
      }))
    case 'invitation_expired':
      return answered(fresh, line, (one) => ({ ...one, answer: 'expired', answered_at: line.at }))
    case 'invitation_withdrawn':
      return answered(fresh, line, (one) => ({ ...one, answer: 'withdrawn', answered_at: line.at }))
    case 'offer_answered':
      return {
        ...fresh,
        offers: page.offers.map((one) =>
          one.id === line.data.offer ? { ...one, answer: String(line.data.answer) } : one,
        ),
      }
    case 'swarm_closed':
      return { ...fresh, open: false }
    case 'swarm_reopened':
      return { ...fresh, open: true, closure: null }
    default:
      return fresh
  }
}

type OneInvitation = SwarmPage['invitations'][number]

function answered(page: SwarmPage, line: Line, change: (one: OneInvitation) => OneInvitation) {
  const invitations = page.invitations.map((one) =>
    one.id === line.data.invitation ? change(one) : one,
  )
  return { ...page, invitations }
}
