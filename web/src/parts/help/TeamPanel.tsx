import { Button, Group, Text } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { inviteAll, useSwarmVerb } from '../../state/swarm.ts'
import { Dialog } from '../feedback/Dialog.tsx'
import { Panel } from '../feedback/Panel.tsx'
import { say } from '../feedback/say.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import { type Builder, useBuilder } from './builder.ts'
import { TeamBuilder } from './TeamBuilder.tsx'

/** The team for an open swarm, asked with one confirmation. */
export function TeamPanel({ page, ticket }: { page: SwarmPage; ticket: number }) {
  const { t } = useTranslation()
  const there = useMemo(() => takenIn(page), [page])
  const builder = useBuilder(ticket, page.id, there)
  const [confirming, setConfirming] = useState(false)
  if (!builder.data) return null
  return (
    <Panel title={t('team.title')} hint={t('team.hint')}>
      <TeamBuilder data={builder.data} builder={builder} without={[...there]} />
      {builder.members.length > 0 && (
        <Group mt="sm">
          <Button onClick={() => setConfirming(true)}>
            {t('team.askAll', { count: builder.members.length })}
          </Button>
        </Group>
      )}
      {confirming && <AskAll page={page} builder={builder} onClose={() => setConfirming(false)} />}
    </Panel>
  )
}

/** Who is in a room, or was asked into it and has not answered. */
export function takenIn(page: SwarmPage): Set<number> {
  const asked = page.invitations.filter((one) => one.answer === null)
  return new Set([...page.members, ...asked].map((one) => one.person.id))
}

function AskAll(props: { page: SwarmPage; builder: Builder; onClose: () => void }) {
  const { page, builder, onClose } = props
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const asked = useRef(new Set<number>())
  const [members] = useState(builder.members)
  const send = () =>
    verb.mutate(
      () =>
        inviteAll(
          page.id,
          members.map((one) => ({
            person: one.person.id,
            role: one.learner ? 'learner' : 'collaborator',
          })),
          asked.current,
        ),
      {
        onSuccess: () => {
          say(t('team.asked', { count: members.length }))
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={t('team.confirmTitle')}
      hint={t('team.confirmHint')}
      go={t('team.confirmGo')}
      busy={verb.isPending}
      error={verb.error}
      onGo={send}
      onClose={onClose}
    >
      <ul className="plain-list">
        {members.map((one) => (
          <li key={one.person.id}>
            <PersonChip person={one.person} size="sm" plain />
            <Text span size="xs" c="dimmed" ml={6}>
              {one.learner ? t('team.learns') : one.covers.join(', ')}
            </Text>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
