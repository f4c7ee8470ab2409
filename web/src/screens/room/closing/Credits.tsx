import { Box, Checkbox, Chip, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CREDITS, type CreditKind } from '../../../contract/ending.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { PersonChip } from '../../../parts/people/PersonChip.tsx'
import { useMe } from '../../../state/me.ts'
import { type Credits, helpersOf, type Proposal, turned } from './draft.ts'

interface Props {
  page: SwarmPage
  proposals: Proposal[]
  credits: Credits
  onChange: (credits: Credits) => void
}

/** Whose help counted: what was marked in the room, then anything else. */
export function CreditFields(props: Props) {
  const { t } = useTranslation()
  const { page, proposals } = props
  const me = useMe()
  const others = helpersOf(page, me.id)
  if (others.length === 0 && proposals.length === 0) return null
  return (
    <Stack gap="xs" component="fieldset" bd="none" p={0} m={0}>
      <Text component="legend" size="sm" fw={500}>
        {t('room.credits')}
      </Text>
      {proposals.length > 0 && <Marked {...props} />}
      <Text size="xs" c="dimmed">
        {t(proposals.length > 0 ? 'board.creditsMore' : 'room.creditsHint')}
      </Text>
      {others.map((person) => (
        <Box key={person.id} role="group" aria-label={t('room.creditsOf', { name: person.name })}>
          <PersonChip person={person} size="sm" plain />
          <Chip.Group
            multiple
            value={props.credits[person.id] ?? []}
            onChange={(kinds) =>
              props.onChange({ ...props.credits, [person.id]: kinds as CreditKind[] })
            }
          >
            <Group gap={6} mt={4}>
              {CREDITS.map((kind) => (
                <Chip key={kind} value={kind} size="xs">
                  {t(`room.kind.${kind}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Box>
      ))}
    </Stack>
  )
}

/** One press confirms what was marked. */
function Marked({ proposals, credits, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Stack gap={6} role="group" aria-label={t('board.creditsMarked')}>
      <Text size="xs" c="dimmed">
        {t('board.creditsMarkedHint')}
      </Text>
      {proposals.map(({ person, kind, said }) => (
        <Checkbox
          key={`${person.id}-${kind}`}
          size="sm"
          label={`${person.name}: ${t(`room.kind.${kind}`).toLowerCase()}`}
          description={
            <Text span inherit lineClamp={2}>
              {said.text}
            </Text>
          }
          checked={credits[person.id]?.includes(kind) ?? false}
          onChange={() => onChange(turned(credits, person.id, kind))}
        />
      ))}
    </Stack>
  )
}
