import { Button, Group, Menu } from '@mantine/core'
import { IconChevronDown, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TicketPage } from '../../contract/ticket.ts'
import { say, sayError } from '../../parts/feedback/say.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { reopen, setStatus, take } from '../../state/ticket_verbs.ts'
import { AskDialog } from './AskDialog.tsx'
import { EditDialog } from './EditDialog.tsx'
import { HandoverDialog } from './HandoverDialog.tsx'
import { ReassignDialog } from './ReassignDialog.tsx'
import { SolveDialog } from './SolveDialog.tsx'

type Dialog = 'solve' | 'hand_over' | 'reassign' | 'ask' | 'edit'

/** The verbs that are open to this person now: the next one as a button, the others in a menu. */
export function Actions({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const verb = useTicketVerb(ticket.number)
  const { can, number } = ticket
  const run = (act: () => Promise<unknown>, done?: string) =>
    verb.mutate(act, { onSuccess: () => done && say(done), onError: sayError })
  const close = () => setDialog(null)
  return (
    <Group gap="xs">
      {can.take && (
        <Button loading={verb.isPending} onClick={() => run(() => take(number), t('ticket.taken'))}>
          {t('ticket.take')}
        </Button>
      )}
      <SwarmButton ticket={ticket} onAsk={() => setDialog('ask')} />
      {can.solve && <Button onClick={() => setDialog('solve')}>{t('ticket.solve')}</Button>}
      {can.reopen && (
        <Button variant="default" onClick={() => run(() => reopen(number))}>
          {t('ticket.reopen')}
        </Button>
      )}
      <MoreVerbs ticket={ticket} onDialog={setDialog} run={run} />
      {dialog === 'solve' && <SolveDialog ticket={ticket} onClose={close} />}
      {dialog === 'hand_over' && <HandoverDialog ticket={ticket} onClose={close} />}
      {dialog === 'reassign' && <ReassignDialog ticket={ticket} onClose={close} />}
      {dialog === 'ask' && <AskDialog ticket={ticket} onClose={close} />}
      {dialog === 'edit' && <EditDialog ticket={ticket} onClose={close} />}
    </Group>
  )
}

function SwarmButton({ ticket, onAsk }: { ticket: TicketPage; onAsk: () => void }) {
  const { t } = useTranslation()
  const open = ticket.swarms.find((swarm) => swarm.open)
  const icon = <IconUsersGroup size={16} />
  if (open) {
    return (
      <Button component={Link} href={`/swarms/${open.id}`} variant="default" leftSection={icon}>
        {t('ticket.goToRoom')}
      </Button>
    )
  }
  if (!ticket.can.open_swarm) return null
  return (
    <Button variant="default" leftSection={icon} onClick={onAsk}>
      {t('ticket.openSwarm')}
    </Button>
  )
}

interface MoreProps {
  ticket: TicketPage
  onDialog: (dialog: Dialog) => void
  run: (act: () => Promise<unknown>) => void
}

function MoreVerbs({ ticket, onDialog, run }: MoreProps) {
  const { t } = useTranslation()
  const { can, status, number } = ticket
  const verbs = [
    can.wait && ['waitForRequester', () => run(() => setStatus(number, 'waiting'))],
    can.solve && status === 'waiting' && ['goOn', () => run(() => setStatus(number, 'open'))],
    can.hand_over && ['handOver', () => onDialog('hand_over')],
    can.reassign && ['reassign', () => onDialog('reassign')],
    can.edit && ['edit', () => onDialog('edit')],
    can.close && ['close', () => run(() => setStatus(number, 'closed'))],
  ].filter((entry): entry is [Verb, () => void] => Array.isArray(entry))
  if (verbs.length === 0) return null
  return (
    <Menu position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={15} />}>
          {t('ticket.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {verbs.map(([name, act]) => (
          <Menu.Item key={name} onClick={act}>
            {t(`ticket.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type Verb = 'waitForRequester' | 'goOn' | 'handOver' | 'reassign' | 'edit' | 'close'
