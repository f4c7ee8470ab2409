import { Badge, Button, NavLink, Stack } from '@mantine/core'
import {
  IconAddressBook,
  IconAlertTriangle,
  IconBooks,
  IconChartHistogram,
  IconInbox,
  IconMessages,
  IconPlus,
  IconSettings,
  IconStairsUp,
  IconTicket,
  IconTopologyStar3,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Me } from '../../contract/person.ts'
import { useMe } from '../../state/me.ts'
import { useNotices } from '../../state/notices.ts'

const PLACES = [
  { href: '/', key: 'inbox', icon: IconInbox, for: seesDesk },
  { href: '/tickets', key: 'tickets', icon: IconTicket, for: seesTickets },
  { href: '/queues', key: 'queues', icon: IconStairsUp, for: seesDesk },
  { href: '/swarms', key: 'rooms', icon: IconMessages, for: seesRooms },
  { href: '/exceptions', key: 'exceptions', icon: IconAlertTriangle, for: seesDesk },
  { href: '/articles', key: 'articles', icon: IconBooks, for: seesArticles },
  { href: '/people', key: 'people', icon: IconAddressBook, for: seesDesk },
  { href: '/skills', key: 'skills', icon: IconTopologyStar3, for: seesDesk },
  { href: '/reports', key: 'reports', icon: IconChartHistogram, for: seesReports },
  { href: '/administration', key: 'administration', icon: IconSettings, for: administers },
  { href: '/administration/severity', key: 'teamsAndRules', icon: IconSettings, for: states },
] as const

/** Whether somebody works at the desk; what the server allows is still the server's word. */
export function seesDesk(me: Me): boolean {
  return me.role !== 'requester' && me.role !== 'guest'
}

export function seesTickets(me: Me): boolean {
  return me.role !== 'guest'
}

export function seesArticles(me: Me): boolean {
  return me.can.see_articles === true
}

export function seesRooms(me: Me): boolean {
  return me.role !== 'requester'
}

export function seesReports(me: Me): boolean {
  return me.can.reports === true
}

/** A manager who does not administer: states what is severe, and keeps the rotations. */
function states(me: Me): boolean {
  return managesTeams(me) && !administers(me)
}

/** Whether somebody states rules and keeps the teams' rotations. */
export function managesTeams(me: Me): boolean {
  return administers(me) || seesReports(me)
}

export function administers(me: Me): boolean {
  return me.can.administer === true
}

/** The places one can go, those that exist for this person. */
export function Nav() {
  const { t } = useTranslation()
  const me = useMe()
  const [address] = useLocation()
  return (
    <Stack gap={2}>
      {seesTickets(me) && (
        <Button
          component={Link}
          href="/tickets/new"
          leftSection={<IconPlus size={16} />}
          mb="xs"
          justify="flex-start"
        >
          {t('frame.newTicket')}
        </Button>
      )}
      {PLACES.filter((place) => place.for(me)).map((place) => (
        <NavLink
          key={place.href}
          component={Link}
          href={place.href}
          label={t(labelOf(place.key, me))}
          leftSection={<place.icon size={18} stroke={1.7} aria-hidden="true" />}
          rightSection={place.key === 'rooms' ? <UnreadRooms /> : undefined}
          active={isAt(address, place.href)}
          aria-current={isAt(address, place.href) ? 'page' : undefined}
          className="nav-link"
        />
      ))}
    </Stack>
  )
}

/** How many of my rooms have news. */
function UnreadRooms() {
  const { t } = useTranslation()
  const rooms = useNotices().data?.unread.rooms ?? 0
  if (rooms === 0) return null
  return (
    <Badge
      size="sm"
      color="honey.8"
      tt="none"
      aria-label={t('frame.unreadRooms', { count: rooms })}
    >
      {rooms}
    </Badge>
  )
}

function labelOf(key: (typeof PLACES)[number]['key'], me: Me) {
  return key === 'tickets' && !seesDesk(me) ? 'frame.myTickets' : (`frame.${key}` as const)
}

/** Whether an address lies under a place; the root is only itself. */
export function isAt(address: string, place: string): boolean {
  if (place === '/') return address === '/'
  return address === place || address.startsWith(`${place}/`)
}
