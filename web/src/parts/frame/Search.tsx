import { Button, Kbd } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useTicketsLike } from '../../state/tickets.ts'

const PLACES = [
  ['inbox', '/'],
  ['tickets', '/tickets'],
  ['newTicket', '/tickets/new'],
  ['rooms', '/swarms'],
  ['account', '/me'],
] as const

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
  const [words] = useDebouncedValue(typed.trim(), 180)
  const found = useTicketsLike(words)
  const actions = [
    ...byNumber(typed, t('frame.openTicket', { number: typed.replace('#', '').trim() }), go),
    ...PLACES.map(([key, href]) => ({
      id: href,
      label: t(`frame.${key}`),
      onClick: () => go(href),
    })).filter((place) => place.label.toLowerCase().includes(typed.trim().toLowerCase())),
    ...(found.data?.items ?? []).map((ticket) => ({
      id: `ticket-${ticket.number}`,
      label: `#${ticket.number} ${ticket.summary}`,
      description: t(`shared.status.${ticket.status}`),
      onClick: () => go(`/tickets/${ticket.number}`),
    })),
    ...byWords(typed, t('frame.searchTickets', { words: typed.trim() }), go),
  ]
  return (
    <Spotlight
      shortcut={['mod+K', '/']}
      actions={actions}
      filter={(_, all) => all}
      query={typed}
      onQueryChange={setTyped}
      nothingFound={t('frame.searchNothing')}
      scrollable
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
