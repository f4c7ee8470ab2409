import type { Board, SaidRef } from '../../../contract/board.ts'
import type { CreditKind } from '../../../contract/ending.ts'
import type { PersonRef } from '../../../contract/person.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'

export type Credits = Record<number, CreditKind[]>

/** Help that was marked in the room: whose, of which kind, and where it was given last. */
export interface Proposal {
  person: PersonRef
  kind: CreditKind
  said: SaidRef
}

/** Whose help can be credited: who is in and takes part, and who helped in one message. Pure. */
export function helpersOf(page: Pick<SwarmPage, 'members' | 'invitations'>, me: number) {
  const people = [
    ...page.members.filter((one) => one.role !== 'observer'),
    ...page.invitations.filter((one) => one.answer === 'answered'),
  ].map((one) => one.person)
  const found = new Map(people.map((person) => [person.id, person]))
  found.delete(me)
  return [...found.values()]
}

/** One proposal a person and kind; nobody is proposed for their own thanks. Pure. */
export function proposalsOf(board: Board, me: number): Proposal[] {
  const found = new Map<string, Proposal>()
  for (const { kind, said } of board.marks) {
    if (said.author.id === me) continue
    found.set(`${said.author.id} ${kind}`, { person: said.author, kind, said })
  }
  return [...found.values()]
}

/** What came of it, as the newest message says that is marked as the fix. Pure. */
export function summaryOf(board: Board): string {
  return board.marks.findLast((one) => one.kind === 'fix')?.said.text ?? ''
}

/** Why it happened, as what was confirmed says. Pure. */
export function causeOf(board: Board): string {
  const confirmed = board.hypotheses.filter((one) => one.state === 'confirmed')
  return confirmed.map((one) => one.text).join('\n')
}

/** What was ruled out and by what, a line each. Pure. */
export function ruledOutOf(board: Board): string {
  return board.hypotheses
    .filter((one) => one.state === 'ruled_out')
    .map((one) => {
      const reason = one.verdicts.at(-1)?.reason
      return reason ? `${one.text}: ${reason}` : one.text
    })
    .join('\n')
}

/** The credits with one more kind for somebody, or without it. Pure. */
export function turned(credits: Credits, person: number, kind: CreditKind): Credits {
  const kinds = credits[person] ?? []
  const next = kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]
  return { ...credits, [person]: next }
}

export interface GivenCredit {
  person: number
  kind: CreditKind
  message?: number
}

/** The credits as the server takes them, with the message where the help was marked. Pure. */
export function creditsOf(credits: Credits, proposals: Proposal[]): GivenCredit[] {
  return Object.entries(credits).flatMap(([id, kinds]) =>
    kinds.map((kind) => {
      const person = Number(id)
      const marked = proposals.find((one) => one.person.id === person && one.kind === kind)
      return marked ? { person, kind, message: marked.said.message } : { person, kind }
    }),
  )
}
