import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'

interface Props<T> {
  query: UseQueryResult<T>
  /** Whether any ticket is in the selection. */
  holds: (report: T) => boolean
  children: (report: T) => ReactNode
}

/** A report that was read, or that its selection holds no tickets. */
export function ReportShown<T>({ query, holds, children }: Props<T>) {
  const { t } = useTranslation()
  return (
    <Shown query={query} waiting={<WaitingRows count={12} height={56} />}>
      {(report) =>
        holds(report) ? (
          children(report)
        ) : (
          <div className="panel">
            <EmptyState title={t('reports.noTickets')} hint={t('reports.noTicketsHint')} />
          </div>
        )
      }
    </Shown>
  )
}
