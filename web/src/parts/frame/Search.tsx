import { Button, Kbd } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Me } from '../../contract/person.ts'
import { useMe } from '../../state/me.ts'
import { useSwarms } from '../../state/swarm.ts'
import { useTicketsLike } from '../../state/tickets.ts'
import { subjectOf } from '../rooms/subject.ts'
import { searching, searchStore, useFirstLed } from './leading.ts'
import { administers, seesArticles, seesDesk, seesReports, seesRooms, seesTickets } from './Nav.tsx'

const MOST_ROOMS = 8

const PLACES: [PlaceKey, string, (me: Me) => boolean][] = [
  ['inbox', '/', seesDesk],
  ['tickets', '/tickets', seesTickets],
  ['newTicket', '/tickets/new', seesTickets],
  ['rooms', '/swarms', seesRooms],
  ['people', '/people', seesDesk],
  ['skills', '/skills', seesDesk],
  ['articles', '/articles', seesArticles],
  ['reports', '/reports', seesReports],
  ['administration', '/administration', administers],
  ['account', '/me', () => true],
]

type PlaceKey =
  | 'inbox'
  | 'tickets'
  | 'newTicket'
  | 'rooms'
  | 'people'
  | 'skills'
  | 'articles'
  | 'reports'
  | 'administration'
  | 'account'

export function SearchButton() {
  const { t } = useTranslation()
  return (
    <Button
      variant="default"
      className="search-button"
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        <Kbd visibleFrom="sm" aria-hidden="true">
          Ctrl K
        </Kbd>
      }
      onClick={searching.open}
      aria-keyshortcuts="Control+K"
    >
      <span className="search-word">{t('frame.search')}</span>
    </Button>
  )
}

/** Screens, rooms, tickets by number and tickets by words, from anywhere. */
export function Search() {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [typed, setTyped] = useState('')
  const me = useMe()
  const actions = [
    ...useNumber(typed, seesTickets(me), go),
    ...usePlaces(typed, me, go),
    ...useMyRooms(typed, seesRooms(me), go),
    ...useTickets(typed, seesTickets(me), go),
    ...useSearches(typed, me, go),
  ]
  const led = useFirstLed(
    typed,
    actions.map((one) => one.id),
  )
  return (
    <Spotlight
      store={searchStore}
      shortcut={['mod+K', '/']}
      actions={actions}
      filter={(_, all) => all}
      query={typed}
      onQueryChange={setTyped}
      nothingFound={t('frame.searchNothing')}
      scrollable
      attributes={{ content: { 'aria-label': t('frame.search') } }}
      maxHeight={420}
      searchProps={{
        placeholder: seesTickets(me) ? t('frame.searchHint') : t('frame.searchRooms'),
        'aria-label': t('frame.search'),
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        onKeyDown: led,
      }}
    />
  )
}

function usePlaces(typed: string, me: Me, go: Go): SpotlightActionData[] {
  const { t } = useTranslation()
  return PLACES.filter(([, , sees]) => sees(me))
    .map(([key, href]) => ({ id: href, label: t(`frame.${key}`), onClick: () => go(href) }))
    .filter((place) => holds(place.label, typed))
}

/** My rooms by what they are about. */
function useMyRooms(typed: string, sees: boolean, go: Go): SpotlightActionData[] {
  const { t } = useTranslation()
  const rooms = useSwarms('mine', sees)
  return (rooms.data?.items ?? [])
    .filter((row) => holds(`${subjectOf(row, t)} ${row.help_needed}`, typed))
    .slice(0, MOST_ROOMS)
    .map((row) => ({
      id: `room-${row.id}`,
      label: row.ticket?.summary ?? subjectOf(row, t),
      description: t('frame.room'),
      onClick: () => go(`/swarms/${row.id}`),
    }))
}

function useTickets(typed: string, sees: boolean, go: Go): SpotlightActionData[] {
  const { t } = useTranslation()
  const [words] = useDebouncedValue(typed.trim(), 180)
  const found = useTicketsLike(sees ? words : '')
  if (!sees) return []
  return (found.data?.items ?? []).map((ticket) => ({
    id: `ticket-${ticket.number}`,
    label: `#${ticket.number} ${ticket.summary}`,
    description: t(`shared.status.${ticket.status}`),
    onClick: () => go(`/tickets/${ticket.number}`),
  }))
}

/** What leads to a list of all that is found; behind what was found already. */
function useSearches(typed: string, me: Me, go: Go): SpotlightActionData[] {
  const { t } = useTranslation()
  const words = typed.trim()
  if (words.length < 2) return []
  const q = encodeURIComponent(words)
  const tickets = { id: 'words', label: t('frame.searchTickets', { words }) }
  const said = { id: 'said', label: t('frame.searchSaid', { words }) }
  return [
    ...(seesTickets(me) ? [{ ...tickets, onClick: () => go(`/tickets?q=${q}`) }] : []),
    ...(seesRooms(me) ? [{ ...said, onClick: () => go(`/swarms?q=${q}`) }] : []),
  ]
}

function holds(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase())
}

type Go = (href: string) => void

/** The ticket whose number was typed: nothing else can be meant, so it stands before all. */
function useNumber(typed: string, sees: boolean, go: Go): SpotlightActionData[] {
  const { t } = useTranslation()
  const number = /^#?(\d{1,9})$/.exec(typed.trim())?.[1]
  if (!sees || !number) return []
  const label = t('frame.openTicket', { number })
  return [{ id: 'number', label, onClick: () => go(`/tickets/${number}`) }]
}
