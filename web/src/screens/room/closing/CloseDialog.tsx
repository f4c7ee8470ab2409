import { Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { say } from '../../../parts/feedback/say.ts'
import { ToldNothing } from '../../../parts/tickets/ToldNothing.tsx'
import { useDraft } from '../../../state/drafts.ts'
import { useMe } from '../../../state/me.ts'
import { closeSwarm, useSwarmVerb } from '../../../state/swarm.ts'
import { useTicket } from '../../../state/ticket.ts'
import { CreditFields } from './Credits.tsx'
import { type Credits, causeOf, creditsOf, proposalsOf, ruledOutOf, summaryOf } from './draft.ts'

interface Props {
  page: SwarmPage
  /** The room's ticket. */
  number: number
  board: Board
  onClose: () => void
}

/**
 * What came of it, what was ruled out, and whose help counted: filled in from what the room
 * marked and put on its board, all of it for the owner to change.
 */
export function CloseDialog({ page, number, board, onClose }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const verb = useSwarmVerb(number)
  const ticket = useTicket(number)
  const [proposals] = useState(() => proposalsOf(board, me.id))
  const [summary, setSummary] = useDraft(`outcome-${page.id}`, summaryOf(board))
  const [solved, setSolved] = useState('yes')
  const [cause, setCause] = useDraft(`cause-of-swarm-${page.id}`, causeOf(board))
  const [ruledOut, setRuledOut] = useState(() => ruledOutOf(board))
  const [credits, setCredits] = useState<Credits>({})
  const close = () => {
    const done = () => {
      setSummary('')
      setCause('')
      say(t(solved === 'yes' ? 'room.thenSolved' : 'room.thenSolve'))
      onClose()
    }
    const outcome = {
      summary: summary.trim(),
      solved: solved === 'yes',
      ...(solved === 'yes' && { cause: cause.trim() }),
      ...(ruledOut.trim() && { ruled_out: ruledOut.trim() }),
      credits: creditsOf(credits, proposals),
    }
    // The room may be over here before the answer is there.
    verb.mutateAsync(() => closeSwarm(page.id, outcome)).then(done, () => undefined)
  }
  return (
    <Dialog
      title={t('room.closeAndCredit')}
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
      {solved === 'yes' && <ToldNothing ticket={ticket.data} then="ending" />}
      <CreditFields page={page} proposals={proposals} credits={credits} onChange={setCredits} />
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
      maxRows={8}
      data-autofocus={first}
      required={required}
      withAsterisk={false}
    />
  )
}
