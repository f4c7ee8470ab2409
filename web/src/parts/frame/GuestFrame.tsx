import { AppShell, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLogout } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../state/connection.ts'
import { useMe, useSignOut } from '../../state/me.ts'
import { useOwnStream } from '../../state/notices.ts'
import { Dialog } from '../feedback/Dialog.tsx'
import { Wordmark } from '../look/Logo.tsx'
import { useNews } from '../notices/news.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { ThemeButton } from './ThemeButton.tsx'

/** What stands round the one room of a guest: no other place exists for them. */
export function GuestFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const me = useMe()
  const [asking, dialog] = useDisclosure()
  useLive()
  useOwnStream(useNews())
  return (
    <AppShell header={{ height: 52 }} padding={{ base: 'sm', md: 'lg' }}>
      <a href="#content" className="skip-link">
        {t('frame.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Wordmark />
          <Group gap={6} wrap="nowrap">
            <Text size="sm" truncate visibleFrom="sm">
              {me.name}
            </Text>
            <ThemeButton />
            <Button
              variant="subtle"
              color="gray"
              size="compact-md"
              className="quiet-icon"
              leftSection={<IconLogout size={16} />}
              onClick={dialog.open}
            >
              {t('frame.signOut')}
            </Button>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1}>
        <OfflineBanner />
        {children}
      </AppShell.Main>
      {asking && <SignOut onClose={dialog.close} />}
    </AppShell>
  )
}

function SignOut({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const signOut = useSignOut()
  return (
    <Dialog
      title={t('guests.out')}
      go={t('frame.signOut')}
      busy={signOut.isPending}
      error={signOut.error}
      onGo={() => signOut.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('guests.outSure')}</Text>
    </Dialog>
  )
}
