import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLock, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { RESTRICTABLE, type Restricted } from '../../contract/restricted.ts'
import { useMe } from '../../state/me.ts'
import { lift, revoke, useRestrictedVerb } from '../../state/restricted.ts'
import { sayError } from '../feedback/say.ts'
import { QUIET } from '../look/quiet.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import { GrantDialog } from './GrantDialog.tsx'

interface Props {
  ticket: number
  card: Restricted
}

/** What is restricted: with a grant its words, without one a place and whom to ask. */
export function RestrictedPart({ ticket, card }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        <Hint card={card} />
      </Text>
      {card.items.length > 0 && (
        <ul className="plain-list">
          {card.items.map((item) => (
            <Item key={item.id} ticket={ticket} card={card} item={item} />
          ))}
        </ul>
      )}
      {card.items.length > 0 && card.grants.length > 0 && <Grants ticket={ticket} card={card} />}
      {card.items.length === 0 && !card.can.restrict && t('restricted.none')}
    </Stack>
  )
}

function Hint({ card }: { card: Restricted }) {
  const { t } = useTranslation()
  const me = useMe()
  if (card.items.length === 0) return t('restricted.none')
  if (card.granted) return t('restricted.shown')
  if (card.can.grant) return t('restricted.hiddenYours')
  if (card.ask && card.ask.id !== me.id) return t('restricted.hidden', { name: card.ask.name })
  return t('restricted.hiddenManager')
}

function Item({ ticket, card, item }: Props & { item: Restricted['items'][number] }) {
  const { t } = useTranslation()
  const verb = useRestrictedVerb(ticket)
  const field = RESTRICTABLE.find((one) => item.kind === 'field' && one === item.name)
  const file = item.kind === 'attachment'
  const name = field ? t(`restricted.field.${field}`) : file ? t('restricted.aFile') : item.name
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start" py={4}>
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text size="sm" fw={500}>
            <IconLock size={13} aria-hidden="true" /> {name}
          </Text>
          <Text
            size="sm"
            c={item.value === null ? 'dimmed' : undefined}
            style={{ whiteSpace: 'pre-wrap' }}
          >
            {item.value ?? t('restricted.kept')}
          </Text>
        </div>
        {card.can.restrict && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('restricted.liftOf', { name })}
            loading={verb.isPending}
            onClick={() => verb.mutate(() => lift(ticket, item.id), { onError: sayError })}
          >
            {t('restricted.lift')}
          </Button>
        )}
      </Group>
    </li>
  )
}

function Grants({ ticket, card }: Props) {
  const { t } = useTranslation()
  const verb = useRestrictedVerb(ticket)
  const [giving, dialog] = useDisclosure()
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('restricted.grants')}
      </Text>
      {card.grants.map(({ person, reason }) => (
        <Group key={person.id} justify="space-between" wrap="nowrap" gap={4} py={2}>
          <div>
            <PersonChip person={person} size="sm" />
            <Text size="xs" c="dimmed" ml={32}>
              {reason}
            </Text>
          </div>
          {card.can.grant && (
            <ActionIcon
              {...QUIET}
              aria-label={t('restricted.revoke', { name: person.name })}
              title={t('restricted.revoke', { name: person.name })}
              onClick={() => verb.mutate(() => revoke(ticket, person.id), { onError: sayError })}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {card.can.grant && (
        <Button size="compact-sm" variant="default" mt={4} onClick={dialog.open}>
          {t('restricted.grant')}
        </Button>
      )}
      {giving && <GrantDialog ticket={ticket} card={card} onClose={dialog.close} />}
    </div>
  )
}
