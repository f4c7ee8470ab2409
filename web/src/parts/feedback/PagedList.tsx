import { Button } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from './ErrorNote.tsx'
import { WaitingRows } from './Waiting.tsx'

interface Props<Item> {
  list: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>
  /** One `<li>`, with its key. */
  row: (item: Item) => ReactNode
  /** Stands in place of the rows where there are none: say what to do next. */
  empty: ReactNode
  /** How many grey rows stand there until the first answer, and how high each is. */
  waiting?: number
  height?: number
}

/** A list that comes in pages: its rows, that they are on their way, why not, and the way on. */
export function PagedList<Item>({ list, row, empty, waiting = 10, height }: Props<Item>) {
  const { t } = useTranslation()
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <WaitingRows count={waiting} height={height} />}
      {list.data && rows.length === 0 && <div className="panel">{empty}</div>}
      {rows.length > 0 && <ul className="plain-list panel">{rows.map(row)}</ul>}
      {list.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('shared.more')}
        </Button>
      )}
    </>
  )
}
