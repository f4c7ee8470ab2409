import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProcessPage } from '../../contract/process.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { toLocalInput } from '../../parts/text/time.ts'
import { useTeams } from '../../state/administration.ts'
import { type Step, useStep } from '../../state/process.ts'

interface Props {
  number: number
  onClose: () => void
}

const DAY_MS = 86_400_000

function useDone({ number, onClose }: Props) {
  const verb = useStep(number)
  return { verb, go: (step: Step) => verb.mutate(step, { onSuccess: onClose }) }
}

interface WordsProps {
  label: string
  value: string
  onChange: (value: string) => void
}

function Words({ label, value, onChange }: WordsProps) {
  return (
    <Textarea
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={2}
      maxLength={2000}
      required
    />
  )
}

/** Up or down a tier, with a reason. */
export function MoveDialog({ page, ...props }: Props & { page: ProcessPage }) {
  const { t } = useTranslation()
  const { verb, go } = useDone(props)
  const teams = useTeams().data?.items ?? []
  const place = page.tiers.findIndex((tier) => tier.key === page.stay?.tier)
  const [tier, setTier] = useState<string | null>(page.tiers[place + 1]?.key ?? null)
  const [team, setTeam] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={t('process.moveTitle')}
      hint={t('process.moveHint')}
      go={t('process.moveGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={!tier || !reason.trim()}
      onGo={() =>
        tier &&
        go({ verb: 'tier', body: { tier, reason, ...(team ? { team: Number(team) } : {}) } })
      }
      onClose={props.onClose}
    >
      <Select
        label={t('process.toTier')}
        data={page.tiers.map((one) => ({ value: one.key, label: `${one.key}, ${one.name}` }))}
        value={tier}
        onChange={setTier}
        required
      />
      <Select
        label={t('process.toTeam')}
        placeholder={t('process.sameTeam')}
        data={teams.map((one) => ({ value: String(one.id), label: one.name }))}
        value={team}
        onChange={setTeam}
        clearable
      />
      <Words label={t('process.why')} value={reason} onChange={setReason} />
    </Dialog>
  )
}

function When({ label, value, onChange }: WordsProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
    />
  )
}

function tomorrow(): string {
  return toLocalInput(new Date(Date.now() + DAY_MS).toISOString())
}

/** Hand the ticket to a vendor: what they are asked, and when to look again. */
export function HandDialog(props: Props) {
  const { t } = useTranslation()
  const { verb, go } = useDone(props)
  const [vendor, setVendor] = useState('')
  const [reference, setReference] = useState('')
  const [asked, setAsked] = useState('')
  const [again, setAgain] = useState(tomorrow)
  return (
    <Dialog
      title={t('process.hand')}
      hint={t('process.handHint')}
      go={t('process.handGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={!vendor.trim() || !asked.trim() || !again}
      onGo={() =>
        go({
          verb: 'vendor',
          body: { vendor, reference, asked, check_by: new Date(again).toISOString() },
        })
      }
      onClose={props.onClose}
    >
      <TextInput
        label={t('process.vendorName')}
        value={vendor}
        onChange={(event) => setVendor(event.currentTarget.value)}
        maxLength={100}
        required
      />
      <TextInput
        label={t('process.reference')}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
        maxLength={100}
      />
      <Words label={t('process.asked')} value={asked} onChange={setAsked} />
      <When label={t('process.lookAgainOn')} value={again} onChange={setAgain} />
    </Dialog>
  )
}

/** The vendor answered; or they did not, and one looks again later. */
export function ReturnDialog({ later, ...props }: Props & { later: boolean }) {
  const { t } = useTranslation()
  const { verb, go } = useDone(props)
  const [answer, setAnswer] = useState('')
  const [again, setAgain] = useState(tomorrow)
  const check_by = later && again ? { check_by: new Date(again).toISOString() } : {}
  return (
    <Dialog
      title={t(later ? 'process.putOff' : 'process.backTitle')}
      go={t(later ? 'process.putOffGo' : 'process.backGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={later ? !again : !answer.trim()}
      onGo={() => go({ verb: 'back', body: { answer, ...check_by } })}
      onClose={props.onClose}
    >
      {later ? (
        <When label={t('process.lookAgainOn')} value={again} onChange={setAgain} />
      ) : (
        <Words label={t('process.answer')} value={answer} onChange={setAnswer} />
      )}
    </Dialog>
  )
}

/** Go on under the other process, with a reason. */
export function CrossDialog({ process, ...props }: Props & { process: 'swarm' | 'tier' }) {
  const { t } = useTranslation()
  const { verb, go } = useDone(props)
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={t(process === 'swarm' ? 'process.cross' : 'process.crossTier')}
      hint={t('process.crossHint')}
      go={t('process.crossGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={!reason.trim()}
      onGo={() => go({ verb: 'process', body: { process, reason } })}
      onClose={props.onClose}
    >
      <Words label={t('process.why')} value={reason} onChange={setReason} />
    </Dialog>
  )
}
