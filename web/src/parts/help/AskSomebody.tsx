import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { SwarmPage } from '../../contract/swarm.ts'
import { useMe } from '../../state/me.ts'
import { PersonPicker } from '../people/PersonPicker.tsx'
import type { Standing } from './SuggestionLine.tsx'

interface Props {
  page: SwarmPage | undefined
  onAsk: (person: PersonRef) => void
  busy: boolean
  standingOf: (person: number) => Standing
}

/** Ask somebody whom nobody suggested. */
export function AskSomebody({ page, onAsk, busy, standingOf }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [person, setPerson] = useState<PersonRef | null>(null)
  const refused = person !== null && standingOf(person.id) === 'no'
  const ask = () => {
    if (person) onAsk(person)
    setPerson(null)
  }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap" px="md" py="sm" className="line-above">
      <div style={{ flex: 1 }}>
        <PersonPicker
          label={t('ticket.askSomebody')}
          value={person}
          onChange={setPerson}
          without={[me.id, ...(page?.members.map((member) => member.person.id) ?? [])]}
        />
        <Text size="xs" c="dimmed" role="status">
          {refused && t('ticket.saidNo', { name: person.name })}
        </Text>
      </div>
      <Button variant="default" disabled={!person} loading={busy && person !== null} onClick={ask}>
        {t(refused ? 'ticket.askAgain' : 'ticket.invite')}
      </Button>
    </Group>
  )
}
