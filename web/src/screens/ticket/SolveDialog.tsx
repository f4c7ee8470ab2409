import { NumberInput, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { ToldNothing } from '../../parts/tickets/ToldNothing.tsx'
import { useDraft } from '../../state/drafts.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { solve } from '../../state/ticket_verbs.ts'

const WAYS = ['solved', 'duplicate', 'withdrawn', 'declined'] as const

interface Props {
  ticket: TicketPage
  onClose: () => void
}

/** Cause and fix: what the next one with the same trouble will find. */
export function SolveDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [how, setHow] = useState<string>('solved')
  const [cause, setCause] = useDraft(`cause-${ticket.number}`)
  const [fix, setFix] = useDraft(`fix-${ticket.number}`)
  const [original, setOriginal] = useState<number | string>('')
  const duplicate = how === 'duplicate'
  const body = {
    cause: cause.trim(),
    fix: fix.trim(),
    how,
    ...(duplicate && { duplicate_of: Number(original) }),
  }
  const complete = how !== 'solved' || (body.cause !== '' && body.fix !== '')
  const finish = () => {
    setCause('')
    setFix('')
    onClose()
  }
  return (
    <Dialog
      title={t('ticket.solveTitle')}
      hint={t('ticket.solveHint')}
      go={t('ticket.solveGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={!complete || (duplicate && !original)}
      onGo={() => verb.mutate(() => solve(ticket.number, body), { onSuccess: finish })}
      onClose={onClose}
    >
      <Select
        label={t('ticket.how')}
        data={WAYS.map((value) => ({ value, label: t(`ticket.hows.${value}`) }))}
        value={how}
        allowDeselect={false}
        onChange={(value) => setHow(value ?? 'solved')}
      />
      {duplicate && (
        <NumberInput
          label={t('ticket.duplicateOf')}
          value={original}
          onChange={setOriginal}
          min={1}
          hideControls
          required
          withAsterisk={false}
        />
      )}
      <Words name="cause" value={cause} onChange={setCause} required={how === 'solved'} />
      <Words name="fix" value={fix} onChange={setFix} required={how === 'solved'} />
      <ToldNothing ticket={ticket} then="ending" />
    </Dialog>
  )
}

interface WordsProps {
  name: 'cause' | 'fix'
  value: string
  onChange: (words: string) => void
  required: boolean
}

function Words({ name, value, onChange, required }: WordsProps) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t(`ticket.${name}`)}
      description={t(`ticket.${name}Hint`)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={3}
      data-autofocus={name === 'cause' || undefined}
      required={required}
      withAsterisk={false}
    />
  )
}
