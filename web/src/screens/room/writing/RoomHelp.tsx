import { Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Sheet } from '../../../parts/feedback/Sheet.tsx'
import { KeyHint } from '../../../parts/frame/FrameKeys.tsx'
import { usePlace } from '../message/place.ts'
import { COMMANDS, type Command } from './commands.ts'

const KEYS = [
  ['↑ ↓', 'up'],
  ['e', 'edit'],
  ['r', 'answer'],
  ['q', 'quote'],
  ['1 … 5', 'mark'],
  ['b', 'board'],
  ['@', 'name'],
  ['Enter', 'send'],
  ['Shift Enter', 'line'],
] as const

/** The commands and keys of a room. */
export function RoomHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const commands = Object.entries(COMMANDS).filter(([, { may }]) => may(page))
  return (
    <Sheet title={t('talk.help')} onClose={onClose}>
      <Title order={3} size="h6">
        {t('talk.helpCommands')}
      </Title>
      <Table>
        <Table.Tbody>
          {commands.map(([name]) => (
            <Table.Tr key={name}>
              <Table.Td w={110}>
                <code>/{name}</code>
              </Table.Td>
              <Table.Td>{t(`talk.command.${name as Command}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={3} size="h6" mt="md">
        {t('talk.helpKeys')}
      </Title>
      <Table>
        <Table.Tbody>
          {KEYS.map(([key, name]) => (
            <Table.Tr key={key}>
              <Table.Td w={110}>
                <KeyHint keys={key} />
              </Table.Td>
              <Table.Td>{t(`talk.key.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Sheet>
  )
}
