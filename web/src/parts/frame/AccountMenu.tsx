import { Menu, Text, UnstyledButton } from '@mantine/core'
import { IconLogout, IconUserCog } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMe, useSignOut } from '../../state/me.ts'
import { Initials } from '../people/PersonChip.tsx'

/** Who is signed in, their own page, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={`${t('frame.account')}: ${me.name}`} className="round-button">
          <Initials name={me.name} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" c="var(--mantine-color-text)">
            {me.name}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`shared.role.${me.role}`)}
            {me.team ? ` · ${me.team.name}` : ''}
          </Text>
        </Menu.Label>
        <Menu.Item component={Link} href="/me" leftSection={<IconUserCog size={16} />}>
          {t('frame.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          {t('frame.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
