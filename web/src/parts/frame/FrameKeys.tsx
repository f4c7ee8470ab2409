import {
  Group,
  Kbd,
  Modal,
  Table,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMe } from '../../state/me.ts'
import { useKeys, useRowKeys } from '../keys/keys.ts'
import { seesDesk } from './Nav.tsx'

const SHOWN = [
  ['?', 'help'],
  ['Ctrl K', 'search'],
  ['c', 'newTicket'],
  ['j', 'down'],
  ['k', 'up'],
  ['Enter', 'open'],
  ['g i', 'inbox'],
  ['g t', 'tickets'],
  ['g r', 'rooms'],
  ['g p', 'people'],
  ['g s', 'skills'],
  ['g a', 'articles'],
  ['g e', 'reports'],
  ['r', 'reply'],
  ['n', 'note'],
  ['Ctrl J', 'theme'],
] as const

/** The keys that work everywhere, and the page that lists them. */
export function FrameKeys() {
  const { t } = useTranslation()
  const [opened, help] = useDisclosure()
  const [, go] = useLocation()
  const me = useMe()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  useHotkeys([['mod+J', () => setColorScheme(dark ? 'light' : 'dark')]])
  useRowKeys()
  useKeys({
    '?': help.open,
    c: () => go('/tickets/new'),
    'g t': () => go('/tickets'),
    'g r': () => go('/swarms'),
    ...(seesDesk(me) && {
      'g i': () => go('/'),
      'g p': () => go('/people'),
      'g s': () => go('/skills'),
      'g a': () => go('/articles'),
      'g e': () => go('/reports'),
    }),
  })
  return (
    <Modal
      opened={opened}
      onClose={help.close}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('shared.close') }}
    >
      <Table>
        <Table.Tbody>
          {SHOWN.map(([key, name]) => (
            <Table.Tr key={key}>
              <Table.Td w={110}>
                <KeyHint keys={key} />
              </Table.Td>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}

/** `g i` as two keys side by side. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <Group gap={4} component="span" display="inline-flex">
      {keys.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </Group>
  )
}
