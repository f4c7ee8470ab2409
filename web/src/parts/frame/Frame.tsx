import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useLive } from '../../state/connection.ts'
import { useOwnStream } from '../../state/notices.ts'
import { Wordmark } from '../look/Logo.tsx'
import { InvitationCalls } from '../notices/InvitationCalls.tsx'
import { useNews } from '../notices/news.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { Bell } from './Bell.tsx'
import { FrameKeys } from './FrameKeys.tsx'
import { Nav } from './Nav.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Search, SearchButton } from './Search.tsx'
import { ThemeButton } from './ThemeButton.tsx'

/** What stands round every screen of somebody who is signed in. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [opened, menu] = useDisclosure()
  const [address] = useLocation()
  useLive()
  useOwnStream(useNews())
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when one has gone somewhere
  useEffect(menu.close, [address])
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', md: 'lg' }}
    >
      <a href="#content" className="skip-link">
        {t('frame.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('frame.menu')}
            />
            <Link href="/" className="home-link" aria-label="Swarm">
              <Wordmark />
            </Link>
          </Group>
          <Group gap={6} wrap="nowrap">
            <SearchButton />
            <Bell />
            <ThemeButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('frame.menu')}>
        <Nav />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <OfflineBanner />
        {children}
      </AppShell.Main>
      <InvitationCalls />
      <Search />
      <FrameKeys />
    </AppShell>
  )
}
