import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { SevereNews } from '../../parts/tickets/SevereNews.tsx'
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
  return (
    <>
      <PageHead
        title={t(desk ? 'tickets.title' : 'tickets.mine')}
        hint={desk ? undefined : t('tickets.mineHint')}
      >
        {desk && <SavedViews filter={filter} />}
      </PageHead>
      {!desk && <SevereNews />}
      <FilterBar filter={filter} desk={desk} />
      <PagedList
        list={list}
        row={(ticket) => <TicketRowLine key={ticket.number} ticket={ticket} words={filter.q} />}
        empty={<Nothing filter={filter} desk={desk} />}
        height={62}
      />
    </>
  )
}

function Nothing({ filter, desk }: { filter: Filter; desk: boolean }) {
  const { t } = useTranslation()
  const own = !desk && !isNarrowed(filter)
  return (
    <EmptyState
      icon={<IconSearchOff size={32} stroke={1.4} aria-hidden="true" />}
      title={t(own ? 'tickets.emptyMine' : 'tickets.empty')}
      hint={t(own ? 'tickets.emptyMineHint' : 'tickets.emptyHint')}
      action={
        <Button component={Link} href={own ? '/tickets/new' : '/tickets'} mt="xs" variant="default">
          {t(own ? 'tickets.ask' : 'tickets.clear')}
        </Button>
      }
    />
  )
}
