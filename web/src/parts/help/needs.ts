import type { Need } from '../../contract/swarm.ts'

/**
 * Needs in the order in which they were first shown; what came up since stands at the end, in
 * `late`. Before anything was shown (`order` is null) all are shown as they come. Pure.
 */
export function settle(
  order: number[] | null,
  needs: Need[],
): { shown: Need[]; late: Set<number> } {
  if (order === null) return { shown: needs, late: new Set() }
  const placeOf = (need: Need) => {
    const place = order.indexOf(need.skill)
    return place < 0 ? order.length : place
  }
  const shown = [...needs].sort((one, other) => placeOf(one) - placeOf(other))
  const late = needs.filter((need) => !order.includes(need.skill))
  return { shown, late: new Set(late.map((need) => need.skill)) }
}
