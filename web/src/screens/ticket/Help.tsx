import { Button, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { PersonRef } from '../../contract/person.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { AskedList } from '../../parts/help/AskedList.tsx'
import { HelpPanel } from '../../parts/help/HelpPanel.tsx'
import { TeamPanel } from '../../parts/help/TeamPanel.tsx'
import { useHear } from '../../state/connection.ts'
import { useSwarm } from '../../state/swarm.ts'
import { AskDialog } from './AskDialog.tsx'

/** Hear of answers to invitations while the ticket is looked at. */
function Hearing({ swarm }: { swarm: number }) {
  const client = useQueryClient()
  const again = () => {
    void client.invalidateQueries({ queryKey: ['swarm', swarm] })
    void client.invalidateQueries({ queryKey: ['suggestions'] })
  }
  useHear(
    `swarms/${swarm}`,
    (line) => {
      if (!/^(message|reaction|file)_/.test(line.kind)) again()
    },
    again,
  )
  return null
}

/** To who looks at a swarm from outside: where help is asked for, and how to give it. */
function Elsewhere({ swarm }: { swarm: number }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('ticket.help')}>
      <Text size="sm">{t('ticket.helpInside')}</Text>
      <Button
        component={Link}
        href={`/swarms/${swarm}`}
        size="compact-sm"
        variant="default"
        mt="xs"
      >
        {t('ticket.toSwarm')}
      </Button>
    </Panel>
  )
}

/** Who was asked in a further swarm that is open: its calls are taken back from here too. */
function AlsoAsked({ swarm }: { swarm: number }) {
  const { t } = useTranslation()
  const page = useSwarm(swarm).data
  if (page?.can.suggest !== true) return null
  return (
    <>
      <Hearing swarm={swarm} />
      {page.invitations.length > 0 && (
        <Panel title={t('ticket.whoWasAskedIn', { ask: page.help_needed })}>
          <AskedList page={page} />
        </Panel>
      )}
    </>
  )
}

/** Who could help and why; inviting the first opens a swarm with an ask. */
export function Help({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [open = null, ...others] = ticket.swarms.filter((swarm) => swarm.open)
  const swarm = useSwarm(open?.id ?? null)
  const [asking, setAsking] = useState<PersonRef | null>(null)
  if (ticket.status === 'solved' || ticket.status === 'closed') return null
  const page = open ? swarm.data : undefined
  // In an open swarm its members are advised; from outside one offers help there.
  if (open && page?.can.suggest !== true) return page ? <Elsewhere swarm={page.id} /> : null
  return (
    <>
      {page?.can.read && <Hearing swarm={page.id} />}
      <HelpPanel
        ticket={ticket.number}
        swarm={open?.id ?? null}
        page={page}
        mayEditNeeds={ticket.can.edit === true}
        mayInvite={page ? page.can.invite === true : ticket.can.open_swarm === true}
        onFirst={setAsking}
      />
      {page?.can.invite && <TeamPanel page={page} ticket={ticket.number} />}
      {page && page.invitations.length > 0 && (
        <Panel title={t('ticket.whoWasAsked')}>
          <AskedList page={page} />
        </Panel>
      )}
      {others.map((one) => (
        <AlsoAsked key={one.id} swarm={one.id} />
      ))}
      {asking && <AskDialog ticket={ticket} first={asking} onClose={() => setAsking(null)} />}
    </>
  )
}
