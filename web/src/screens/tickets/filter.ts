/** The filters of a ticket list as they stand in the address. */
export const FILTERS = [
  'q',
  'status',
  'owner',
  'team',
  'product',
  'component',
  'category',
  'priority',
  'tag',
  'sort',
] as const

export type FilterName = (typeof FILTERS)[number]
export type Filter = Partial<Record<FilterName, string>>

/** Read the filters out of an address; what is not one of them is passed over. */
export function filterOf(params: URLSearchParams): Filter {
  const found = FILTERS.flatMap((name) => {
    const value = params.get(name)?.trim()
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(found)
}

/** The filters with one of them changed; a component belongs to its product. */
export function withFilter(filter: Filter, name: FilterName, value: string | null): Filter {
  const { [name]: _, ...rest } = filter
  const others: Filter = rest
  if (name === 'product') delete others.component
  if (name === 'q' && !value && others.sort === 'relevance') delete others.sort
  return value ? { ...others, [name]: value } : others
}

/** Whether anything narrows the list. */
export function isNarrowed(filter: Filter): boolean {
  return FILTERS.some((name) => name !== 'sort' && filter[name])
}

/** What is asked of the server: newest changes first, or the best match of a search. */
export function queryOf(filter: Filter): Filter {
  return { ...filter, sort: filter.sort ?? (filter.q ? 'relevance' : 'updated') }
}
