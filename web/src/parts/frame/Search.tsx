import { Button, Kbd } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Role } from '../../contract/person.ts'
import { useMe } from '../../state/me.ts'
import { useTicketsLike } from '../../state/tickets.ts'

const PLACES: [PlaceKey, string, Role[]][] = [
  ['inbox', '/', ['agent', 'manager', 'administrator']],
  ['tickets', '/tickets', ['agent', 'manager', 'administrator', 'requester']],
  ['newTicket', '/tickets/new', ['agent', 'manager', 'administrator', 'requester']],
  ['rooms', '/swarms', ['agent', 'manager', 'administrator', 'guest']],
  ['people', '/people', ['agent', 'manager', 'administrator']],
  ['skills', '/skills', ['agent', 'manager', 'administrator']],
  ['articles', '/articles', ['agent', 'manager', 'administrator']],
  ['reports', '/reports', ['manager', 'administrator']],
  ['administration', '/administration', ['administrator']],
  ['account', '/me', ['agent', 'manager', 'administrator', 'requester', 'guest']],
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
      rightSection={<Kbd visibleFrom="sm">Ctrl K</Kbd>}
      onClick={spotlight.open}
      aria-label={t('frame.search')}
    >
      <span className="search-word">{t('frame.search')}</span>
    </Button>
  )
}

/** Screens, tickets by number and tickets by words, from anywhere. */
export function Search() {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [typed, setTyped] = useState('')
  const { role } = useMe()
  const seesTickets = role !== 'guest'
  const [words] = useDebouncedValue(typed.trim(), 180)
  const found = useTicketsLike(seesTickets ? words : '')
  const tickets = [
    ...byNumber(typed, t('frame.openTicket', { number: typed.replace('#', '').trim() }), go),
    ...byWords(typed, t('frame.searchTickets', { words: typed.trim() }), go),
    ...(found.data?.items ?? []).map((ticket) => ({
      id: `ticket-${ticket.number}`,
      label: `#${ticket.number} ${ticket.summary}`,
      description: t(`shared.status.${ticket.status}`),
      onClick: () => go(`/tickets/${ticket.number}`),
    })),
  ]
  const places = PLACES.filter(([, , roles]) => roles.includes(role))
    .map(([key, href]) => ({ id: href, label: t(`frame.${key}`), onClick: () => go(href) }))
    .filter((place) => place.label.toLowerCase().includes(typed.trim().toLowerCase()))
  return (
    <Spotlight
      shortcut={['mod+K', '/']}
      actions={seesTickets ? [...places, ...tickets] : places}
      filter={(_, all) => all}
      query={typed}
      onQueryChange={setTyped}
      nothingFound={t('frame.searchNothing')}
      scrollable
      attributes={{ content: { 'aria-label': t('frame.search') } }}
      maxHeight={420}
      searchProps={{
        placeholder: t('frame.searchHint'),
        'aria-label': t('frame.search'),
        leftSection: <IconSearch size={18} aria-hidden="true" />,
      }}
    />
  )
}

type Go = (href: string) => void

function byNumber(typed: string, label: string, go: Go): SpotlightActionData[] {
  const number = /^#?(\d{1,9})$/.exec(typed.trim())?.[1]
  return number ? [{ id: 'number', label, onClick: () => go(`/tickets/${number}`) }] : []
}

function byWords(typed: string, label: string, go: Go): SpotlightActionData[] {
  const words = typed.trim()
  if (words.length < 2) return []
  return [{ id: 'words', label, onClick: () => go(`/tickets?q=${encodeURIComponent(words)}`) }]
}
