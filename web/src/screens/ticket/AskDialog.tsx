import { SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { PersonRef } from '../../contract/person.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { type Builder, useBuilder } from '../../parts/help/builder.ts'
import { TeamBuilder } from '../../parts/help/TeamBuilder.tsx'
import { useDraft } from '../../state/drafts.ts'
import { inviteAll, openSwarm, useSwarmVerb } from '../../state/swarm.ts'

interface Props {
  ticket: TicketPage
  onClose: () => void
  /** In the team from the start. */
  first?: PersonRef
}

const KINDS = ['ad_hoc', 'severity'] as const
type Kind = (typeof KINDS)[number]

const NOBODY: ReadonlySet<number> = new Set()

/** The ask: what help is needed, what was tried, and who is asked. Opens the swarm. */
export function AskDialog({ ticket, onClose, first }: Props) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [needed, setNeeded] = useDraft(`ask-${ticket.number}`)
  const [tried, setTried] = useState('')
  const [start] = useState(() => (first ? [{ person: first, covers: [], learner: false }] : []))
  const [kind, setKind] = useState<Kind>('ad_hoc')
  const builder = useBuilder(ticket.number, null, NOBODY, start)
  const opened = useRef<number | null>(null)
  const asked = useRef(new Set<number>())
  const verb = useSwarmVerb(ticket.number)
  const label = useGoLabel(builder)
  const open = () =>
    verb.mutate(
      async () => {
        const ask = { kind, help_needed: needed.trim(), tried: tried.trim() }
        // Once open it stays open: another try only repeats what failed.
        opened.current ??= (await openSwarm(ticket.number, ask)).id
        await inviteAll(opened.current, calls(builder), asked.current)
        if (!first) go(`/swarms/${opened.current}`)
        setNeeded('')
      },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      title={t('ticket.askTitle')}
      hint={t('ticket.askHint')}
      go={label}
      busy={verb.isPending}
      error={verb.error}
      incomplete={needed.trim() === ''}
      onGo={open}
      onClose={onClose}
    >
      <KindOf kind={kind} onChange={setKind} />
      <Textarea
        label={t('ticket.helpNeeded')}
        value={needed}
        onChange={(event) => setNeeded(event.currentTarget.value)}
        autosize
        minRows={3}
        maxLength={4000}
        data-autofocus
        required
        withAsterisk={false}
      />
      <Textarea
        label={t('ticket.tried')}
        value={tried}
        onChange={(event) => setTried(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={4000}
      />
      <Whom builder={builder} />
    </Dialog>
  )
}

/** Help on this ticket, or something severe. */
function KindOf({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap={4}>
      <SegmentedControl
        aria-label={t('severity.kind')}
        data={KINDS.map((one) => ({ value: one, label: t(`severity.kinds.${one}`) }))}
        value={kind}
        onChange={(one) => onChange(one as Kind)}
      />
      {kind === 'severity' && (
        <Text size="sm" c="dimmed">
          {t('severity.kindHint')}
        </Text>
      )}
    </Stack>
  )
}

function Whom({ builder }: { builder: Builder }) {
  const { t } = useTranslation()
  if (!builder.data) return null
  return (
    <Stack gap={4}>
      <Text fw={600}>{t('team.title')}</Text>
      <TeamBuilder data={builder.data} builder={builder} without={[]} />
    </Stack>
  )
}

function calls(builder: Builder) {
  return builder.members.map((one) => ({
    person: one.person.id,
    role: one.learner ? ('learner' as const) : ('collaborator' as const),
  }))
}

/** What the button says: it names the one who is asked, or counts them. */
function useGoLabel({ members }: Builder): string {
  const { t } = useTranslation()
  const [only] = members
  if (!only) return t('ticket.askOpen')
  if (members.length > 1) return t('team.askTeam', { count: members.length })
  return t('ticket.askThen', { name: only.person.name })
}
