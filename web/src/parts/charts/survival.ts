/** A curve as it is drawn: a name and its steps. */
export interface Drawn {
  name: string
  points: { t: number; s: number; low: number | null; high: number | null }[]
}

export type Row = { t: number } & Record<string, number | [number, number] | undefined>

/** The steps of several curves on one axis; each curve keeps its last value between its steps. */
export function mergedRows(curves: Drawn[]): Row[] {
  const times = [...new Set(curves.flatMap((curve) => curve.points.map((point) => point.t)))]
  times.sort((a, b) => a - b)
  const at = curves.map(() => -1)
  return times.map((t) => {
    const row: Row = { t }
    curves.forEach((curve, index) => {
      let place = at[index] ?? -1
      while ((curve.points[place + 1]?.t ?? Number.POSITIVE_INFINITY) <= t) place += 1
      at[index] = place
      const point = curve.points[place]
      const end = curve.points.at(-1)?.t ?? 0
      if (!point || t > end) return
      row[`s${index}`] = point.s
      if (point.low !== null && point.high !== null) row[`band${index}`] = [point.low, point.high]
    })
    return row
  })
}

const STEPS = [0.25, 0.5, 1, 2, 4, 8, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760]

/** Four to eight round times in hours from zero to `last`. */
export function ticksOf(last: number): number[] {
  const step = STEPS.find((one) => last / one <= 7) ?? Math.ceil(last / 6)
  const ticks: number[] = []
  for (let t = 0; t <= last; t += step) ticks.push(t)
  return ticks
}
