import { AppShell, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLogout } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { OfflineBanner } from '../../parts/frame/OfflineBanner.tsx'
import { ThemeButton } from '../../parts/frame/ThemeButton.tsx'
import { Wordmark } from '../../parts/look/Logo.tsx'
import { useNews } from '../../parts/notices/news.tsx'
import { useLive } from '../../state/connection.ts'
import { useMe, useSignOut } from '../../state/me.ts'
import { useOwnStream } from '../../state/notices.ts'

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
            <Text size="sm" truncate>
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
