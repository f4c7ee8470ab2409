import { useCallback, useMemo, useState } from 'react'
import type { PersonRef } from '../../contract/person.ts'
import type { Suggestions } from '../../contract/swarm.ts'
import { useSuggestions } from '../../state/matching.ts'
import { type Member, proposedMembers, sameTeam, withMember } from './team.ts'

export interface Builder {
  data: Suggestions | undefined
  members: Member[]
  change: (members: Member[]) => void
  /** Somebody from outside: what they cover is looked up. */
  add: (person: PersonRef) => void
  /** Another team is proposed than the one that stands here. */
  differs: boolean
  takeProposal: () => void
}

/**
 * The team that somebody puts together. It begins with `first`, else with the proposal, and stays
 * as it is when another team is proposed: that waits to be taken. `gone` are asked or in by now.
 */
export function useBuilder(
  ticket: number,
  swarm: number | null,
  gone: ReadonlySet<number>,
  first?: Member[],
): Builder {
  const [own, setOwn] = useState<Member[] | null>(first ?? null)
  const [asked, setAsked] = useState<number[]>(() => first?.map((one) => one.person.id) ?? [])
  const { data } = useSuggestions(ticket, swarm, asked)
  const proposal = useMemo(() => (data ? proposedMembers(data.team) : []), [data])
  // The first proposal that was shown is held.
  if (own === null && proposal.length > 0) setOwn(proposal)
  const members = useMemo(() => brought(own ?? [], data, gone), [own, data, gone])
  const add = useCallback(
    (person: PersonRef) => {
      setAsked((before) => (before.includes(person.id) ? before : [...before, person.id]))
      setOwn(withMember(members, { person, covers: [], learner: false }))
    },
    [members],
  )
  const helpers = members.filter((one) => !one.learner)
  return {
    data,
    members,
    change: setOwn,
    add,
    differs: proposal.length > 0 && !sameTeam(proposal, helpers),
    takeProposal: () => setOwn(proposal),
  }
}

/** The members who can still be asked, each with what they cover by the newest word. */
function brought(
  members: Member[],
  data: Suggestions | undefined,
  gone: ReadonlySet<number>,
): Member[] {
  return members
    .filter((one) => !gone.has(one.person.id))
    .map((one) => {
      const known = data?.team.bench.find((other) => other.person.id === one.person.id)
      return known && !one.learner ? { ...one, covers: known.covers } : one
    })
}
