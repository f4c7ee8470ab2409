import { Box, Chip, Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CREDITS, type CreditKind, type SwarmPage } from '../../contract/swarm.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { say } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { useDraft } from '../../state/drafts.ts'
import { useMe } from '../../state/me.ts'
import { closeSwarm, useSwarmVerb } from '../../state/swarm.ts'

type Credits = Record<number, CreditKind[]>

interface Props {
  page: SwarmPage
  onClose: () => void
}

/** The credits as the server takes them. */
export function creditsOf(credits: Credits): { person: number; kind: CreditKind }[] {
  return Object.entries(credits).flatMap(([person, kinds]) =>
    kinds.map((kind) => ({ person: Number(person), kind })),
  )
}

/** What came of it, what was ruled out, and whose help counted. */
export function CloseDialog({ page, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket.number)
  const [summary, setSummary] = useDraft(`outcome-${page.id}`)
  const [solved, setSolved] = useState('yes')
  const [cause, setCause] = useDraft(`cause-of-swarm-${page.id}`)
  const [ruledOut, setRuledOut] = useState('')
  const [credits, setCredits] = useState<Credits>({})
  const close = () =>
    verb.mutate(
      () =>
        closeSwarm(page.id, {
          summary: summary.trim(),
          solved: solved === 'yes',
          ...(solved === 'yes' && { cause: cause.trim() }),
          ...(ruledOut.trim() && { ruled_out: ruledOut.trim() }),
          credits: creditsOf(credits),
        }),
      {
        onSuccess: () => {
          setSummary('')
          setCause('')
          say(t(solved === 'yes' ? 'room.thenSolved' : 'room.thenSolve'))
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={t('room.close')}
      hint={t('room.closeHint')}
      go={t('room.closeGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={summary.trim() === '' || (solved === 'yes' && cause.trim() === '')}
      onGo={close}
      onClose={onClose}
    >
      <Words
        name="outcomeSummary"
        value={summary}
        onChange={setSummary}
        hint={t('room.outcomeSummaryHint')}
        first
        required
      />
      <Radio.Group value={solved} onChange={setSolved} aria-label={t('room.outcome')}>
        <Stack gap={6}>
          <Radio value="yes" label={t('room.solved')} />
          <Radio value="no" label={t('room.notSolved')} />
        </Stack>
      </Radio.Group>
      {solved === 'yes' && (
        <Words name="cause" value={cause} onChange={setCause} hint={t('room.causeHint')} required />
      )}
      <Words name="ruledOut" value={ruledOut} onChange={setRuledOut} />
      <CreditFields page={page} credits={credits} onChange={setCredits} />
    </Dialog>
  )
}

interface WordsProps {
  name: 'outcomeSummary' | 'cause' | 'ruledOut'
  value: string
  onChange: (words: string) => void
  hint?: string
  /** Where one begins. */
  first?: boolean
  required?: boolean
}

function Words({ name, value, onChange, hint, first, required }: WordsProps) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t(`room.${name}`)}
      description={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={2}
      data-autofocus={first}
      required={required}
      withAsterisk={false}
    />
  )
}

interface CreditProps {
  page: SwarmPage
  credits: Credits
  onChange: (credits: Credits) => void
}

function CreditFields({ page, credits, onChange }: CreditProps) {
  const { t } = useTranslation()
  const me = useMe()
  const others = page.members.filter(
    (member) => member.person.id !== me.id && member.role !== 'observer',
  )
  if (others.length === 0) return null
  return (
    <Stack gap="xs" component="fieldset" bd="none" p={0} m={0}>
      <Text component="legend" size="sm" fw={500}>
        {t('room.credits')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('room.creditsHint')}
      </Text>
      {others.map(({ person }) => (
        <Box key={person.id} role="group" aria-label={t('room.creditsOf', { name: person.name })}>
          <PersonChip person={person} size="sm" plain />
          <Chip.Group
            multiple
            value={credits[person.id] ?? []}
            onChange={(kinds) => onChange({ ...credits, [person.id]: kinds as CreditKind[] })}
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
