import { Button, Group } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { TicketRow } from '../../contract/ticket.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { TicketRowLine } from '../../parts/tickets/TicketRowLine.tsx'
import { useMe } from '../../state/me.ts'
import { useTickets } from '../../state/tickets.ts'
import { FilterBar } from './FilterBar.tsx'
import { type Filter, filterOf, isNarrowed, queryOf } from './filter.ts'
import { SavedViews } from './SavedViews.tsx'

/** Tickets by filter and by words; the filter stands in the address and can be shared. */
export function TicketList() {
  const { t } = useTranslation()
  const me = useMe()
  const desk = seesDesk(me)
  const [params] = useSearchParams()
  const filter = filterOf(params)
  const list = useTickets(queryOf(filter))
  const tickets = list.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageHead
        title={t(desk ? 'tickets.title' : 'tickets.mine')}
        hint={desk ? undefined : t('tickets.mineHint')}
      >
        {desk && <SavedViews filter={filter} />}
      </PageHead>
      <FilterBar filter={filter} desk={desk} />
      <div className="panel">
        {tickets ? <Rows tickets={tickets} filter={filter} desk={desk} /> : null}
        {list.isPending && <WaitingRows count={10} height={62} />}
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('shared.more')}
          </Button>
        </Group>
      )}
    </>
  )
}

interface RowsProps {
  tickets: TicketRow[]
  filter: Filter
  desk: boolean
}

function Rows({ tickets, filter, desk }: RowsProps) {
  const { t } = useTranslation()
  if (tickets.length === 0) {
    const own = !desk && !isNarrowed(filter)
    return (
      <EmptyState
        icon={<IconSearchOff size={32} stroke={1.4} aria-hidden="true" />}
        title={t(own ? 'tickets.emptyMine' : 'tickets.empty')}
        hint={t(own ? 'tickets.emptyMineHint' : 'tickets.emptyHint')}
        action={
          <Button
            component={Link}
            href={own ? '/tickets/new' : '/tickets'}
            mt="xs"
            variant="default"
          >
            {t(own ? 'tickets.ask' : 'tickets.clear')}
          </Button>
        }
      />
    )
  }
  return (
    <ul className="plain-list">
      {tickets.map((ticket) => (
        <TicketRowLine key={ticket.number} ticket={ticket} words={filter.q} />
      ))}
    </ul>
  )
}
