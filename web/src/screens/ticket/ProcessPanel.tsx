import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProcessPage } from '../../contract/process.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Deadline } from '../../parts/text/Deadline.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useProcess } from '../../state/process.ts'
import { BounceAlarm } from './BounceAlarm.tsx'
import { CrossDialog, HandDialog, MoveDialog, ReturnDialog } from './ProcessDialogs.tsx'

type Open = 'move' | 'hand' | 'back' | 'later' | 'cross' | null

/** Which queue a ticket is in, how long it may stay there, who it lies with, how it came here. */
export function ProcessPanel({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const found = useProcess(ticket.number, ticket.head).data
  const [open, setOpen] = useState<Open>(null)
  // A tiered ticket keeps the place of the panel, so that nothing jumps when it comes.
  if (!found) return ticket.process === 'tier' ? <Skeleton height={150} radius="md" /> : null
  const nothing = !found.stay && !found.assignment && found.moves.length === 0
  if (nothing && !found.can.to_tier) return null
  const close = () => setOpen(null)
  const number = ticket.number
  return (
    <Panel title={t('process.title')} aside={<Text size="sm">{wayOf(found.way, t)}</Text>}>
      <Stack gap={6}>
        {found.stay && <Stay stay={found.stay} ticket={ticket} />}
        {found.vendor && <Vendor vendor={found.vendor} />}
        {found.assignment && (
          <Text size="sm" c="dimmed">
            {found.assignment.words}
          </Text>
        )}
        <Verbs page={found} onOpen={setOpen} />
        <Moves moves={found.moves} />
      </Stack>
      {open === 'move' && <MoveDialog number={number} page={found} onClose={close} />}
      {open === 'hand' && <HandDialog number={number} onClose={close} />}
      {(open === 'back' || open === 'later') && (
        <ReturnDialog number={number} later={open === 'later'} onClose={close} />
      )}
      {open === 'cross' && (
        <CrossDialog
          number={number}
          process={found.can.to_swarm ? 'swarm' : 'tier'}
          onClose={close}
        />
      )}
    </Panel>
  )
}

function wayOf(way: string, t: TFunction): string {
  return way === 'tier' ? t('process.way.tier') : t('process.way.swarm')
}

function Stay({ stay, ticket }: { stay: NonNullable<ProcessPage['stay']>; ticket: TicketPage }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="sm">
        {t('process.queue')}:{' '}
        <Text span fw={600} inherit>
          {stay.group}
        </Text>{' '}
        ({stay.tier_name}), <Moment at={stay.since} c="dimmed" />
      </Text>
      <Text size="sm" component="div">
        {t('process.clock')}: <Clock stay={stay} owned={ticket.owner !== null} />
      </Text>
      <BounceAlarm ticket={ticket} />
    </>
  )
}

function Clock({ stay, owned }: { stay: NonNullable<ProcessPage['stay']>; owned: boolean }) {
  const { t } = useTranslation()
  if (!stay.due_at || !stay.to) return <>{t('process.noLimit')}</>
  if (stay.paused) return <>{t('process.paused')}</>
  if (owned && stay.counts === 'unclaimed') return <>{t('process.claimedInTime')}</>
  return (
    <>
      <Deadline by={stay.due_at} />, {t('process.onTo', { tier: stay.to })}
    </>
  )
}

function Vendor({ vendor }: { vendor: NonNullable<ProcessPage['vendor']> }) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm">
        {t('process.vendorHas', { vendor: vendor.vendor })} <Moment at={vendor.sent_at} />
        {vendor.reference && ` · ${t('process.reference')}: ${vendor.reference}`}
      </Text>
      <Text size="sm" className="prose">
        {vendor.asked}
      </Text>
      <Text size="sm" component="div">
        {t('process.lookAgain')}: <Deadline by={vendor.check_by} />
      </Text>
    </div>
  )
}

function Verbs({ page, onOpen }: { page: ProcessPage; onOpen: (open: Open) => void }) {
  const { t } = useTranslation()
  const { can } = page
  const verbs: [boolean, Exclude<Open, null>, string][] = [
    [can.move === true, 'move', t('process.move')],
    [can.vendor === true, 'hand', t('process.hand')],
    [can.take_back === true, 'back', t('process.back')],
    [can.take_back === true, 'later', t('process.putOff')],
    [can.to_swarm === true, 'cross', t('process.cross')],
    [can.to_tier === true, 'cross', t('process.crossTier')],
  ]
  const shown = verbs.filter(([may]) => may)
  if (shown.length === 0) return null
  return (
    <Group gap="xs">
      {shown.map(([, open, words]) => (
        <Button key={words} size="compact-sm" variant="default" onClick={() => onOpen(open)}>
          {words}
        </Button>
      ))}
    </Group>
  )
}

const HOW = [
  'assigned',
  'chosen',
  'escalated',
  'de_escalated',
  'timed',
  'vendor',
  'returned',
  'reopened',
  'team',
  'crossed',
] as const

function Moves({ moves }: { moves: ProcessPage['moves'] }) {
  const { t } = useTranslation()
  if (moves.length === 0) return null
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('process.steps')}
      </Text>
      <ol className="plain-list">
        {moves.map((move) => {
          const how = HOW.find((one) => one === move.how) ?? 'assigned'
          const facts = { from: move.origin ?? '', to: move.to, way: wayOf(move.to, t) }
          return (
            <li key={`${move.at} ${move.how}`}>
              <Text size="sm">
                {move.by?.name ?? t('history.desk')} {t(`process.how.${how}`, facts)},{' '}
                <Moment at={move.at} c="dimmed" />
              </Text>
              {move.reason && (
                <Text size="sm" c="dimmed" className="prose">
                  {move.reason}
                </Text>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
