import type { PersonRef } from '../../contract/person.ts'
import type { Bench, Need, ProposedTeam } from '../../contract/swarm.ts'

/** Somebody in the team that is being put together. */
export interface Member {
  person: PersonRef
  covers: string[]
  /** Comes to learn: covers nothing. */
  learner: boolean
}

export interface Coverage {
  /** The share (0 to 1) of what is needed that is covered, each skill by its probability. */
  share: number
  /** Needed skills that nobody of the team covers. */
  open: string[]
  /** By person: the share that only they cover. */
  alone: Map<number, number>
}

/** What a team covers of what is needed. Pure: a change of the team shows at once. */
export function coverage(needs: Need[], members: Member[]): Coverage {
  const total = needs.reduce((sum, need) => sum + need.probability, 0)
  const alone = new Map<number, number>()
  const open: string[] = []
  let covered = 0
  for (const need of needs) {
    const able = members.filter((one) => !one.learner && one.covers.includes(need.name))
    const [only] = able
    if (!only) {
      open.push(need.name)
      continue
    }
    covered += need.probability
    if (able.length === 1) {
      alone.set(only.person.id, (alone.get(only.person.id) ?? 0) + need.probability / total)
    }
  }
  return { share: total === 0 ? 0 : covered / total, open, alone }
}

/** The team that is proposed, as members; the learner is offered beside it. */
export function proposedMembers(team: ProposedTeam): Member[] {
  return team.members.map((seat) => ({
    person: seat.person,
    covers: coversOf(seat.person.id, team.bench, seat.covers),
    learner: false,
  }))
}

/** Those in the room, and those asked into it, who are not put together any more but count. */
export function thereToo(there: Bench[], members: Member[]): Member[] {
  const ids = new Set(members.map((one) => one.person.id))
  return there
    .filter((one) => !ids.has(one.person.id))
    .map(({ person, covers }) => ({ person, covers, learner: false }))
}

function coversOf(person: number, bench: Bench[], known: string[]): string[] {
  return bench.find((one) => one.person.id === person)?.covers ?? known
}

/** Who would take a member's place best: the first of the bench who covers most of the same. */
export function runnerUp(member: Member, members: Member[], bench: Bench[]): Bench | null {
  const seated = new Set(members.map((one) => one.person.id))
  const shared = (one: Bench) => one.covers.filter((skill) => member.covers.includes(skill)).length
  let best: Bench | null = null
  for (const one of bench) {
    if (seated.has(one.person.id) || shared(one) === 0) continue
    if (best === null || shared(one) > shared(best)) best = one
  }
  return best
}

export function withMember(members: Member[], member: Member): Member[] {
  return [...members.filter((one) => one.person.id !== member.person.id), member]
}

export function withoutMember(members: Member[], person: number): Member[] {
  return members.filter((one) => one.person.id !== person)
}

/** The same team with another in a member's place. */
export function swapped(members: Member[], person: number, other: Bench): Member[] {
  const { covers } = other
  return members.map((one) =>
    one.person.id === person ? { person: other.person, covers, learner: false } : one,
  )
}

/** Whether two teams hold the same people, in whatever order. */
export function sameTeam(one: Member[], other: Member[]): boolean {
  const ids = (members: Member[]) => members.map((member) => member.person.id).sort()
  return ids(one).join() === ids(other).join()
}
