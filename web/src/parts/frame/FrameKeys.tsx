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
import { seesArticles, seesDesk, seesReports, seesRooms, seesTickets } from './Nav.tsx'

const SHOWN = [
  ['?', 'help', undefined],
  ['Ctrl K', 'search', undefined],
  ['c', 'newTicket', seesTickets],
  ['j', 'down', undefined],
  ['k', 'up', undefined],
  ['Enter', 'open', undefined],
  ['g i', 'inbox', seesDesk],
  ['g t', 'tickets', seesTickets],
  ['g r', 'rooms', seesRooms],
  ['g p', 'people', seesDesk],
  ['g s', 'skills', seesDesk],
  ['g a', 'articles', seesArticles],
  ['g e', 'reports', seesReports],
  ['r', 'reply', seesTickets],
  ['n', 'note', seesDesk],
  ['Ctrl J', 'theme', undefined],
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
    ...(seesTickets(me) && {
      c: () => go('/tickets/new'),
      'g t': () => go('/tickets'),
    }),
    ...(seesRooms(me) && { 'g r': () => go('/swarms') }),
    ...(seesArticles(me) && { 'g a': () => go('/articles') }),
    ...(seesDesk(me) && {
      'g i': () => go('/'),
      'g p': () => go('/people'),
      'g s': () => go('/skills'),
    }),
    ...(seesReports(me) && { 'g e': () => go('/reports') }),
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
          {SHOWN.filter(([, , sees]) => sees?.(me) ?? true).map(([key, name]) => (
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
