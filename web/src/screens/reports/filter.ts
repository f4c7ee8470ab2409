/** The filters of a report as they stand in the address. */
export const REPORT_FILTERS = [
  'from',
  'to',
  'team',
  'product',
  'component',
  'category',
  'priority',
  'process',
  'source',
  'swarm_kind',
  'map_version',
  'saved',
  'saved_version',
] as const

export type ReportFilterName = (typeof REPORT_FILTERS)[number]
export type ReportFilter = Partial<Record<ReportFilterName, string>>

/** Read the filters out of an address; what is not one of them is passed over. */
export function reportFilterOf(params: URLSearchParams): ReportFilter {
  return Object.fromEntries(
    REPORT_FILTERS.flatMap((name) => {
      const value = params.get(name)?.trim()
      return value ? [[name, value] as const] : []
    }),
  )
}

/** The address of a report with these filters. */
export function addressOf(path: string, filter: ReportFilter): string {
  const query = new URLSearchParams(filter).toString()
  return query ? `${path}?${query}` : path
}
