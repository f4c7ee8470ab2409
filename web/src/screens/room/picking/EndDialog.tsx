import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Counts } from '../../../contract/picking.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { say } from '../../../parts/feedback/say.ts'
import { closeSwarm, useSwarmVerb } from '../../../state/swarm.ts'

interface Props {
  page: SwarmPage
  counts: Counts
  onClose: () => void
}

/** The end of a round: what was decided, filled in from the room's counts. */
export function EndDialog({ page, counts, onClose }: Props) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(undefined)
  const [summary, setSummary] = useState(() => t('picking.endWords', { ...counts }))
  const close = () => {
    const done = () => {
      say(t('picking.ended'))
      onClose()
    }
    const said = { summary: summary.trim(), solved: false, credits: [] }
    // The room may be over here before the answer is there.
    verb.mutateAsync(() => closeSwarm(page.id, said)).then(done, () => undefined)
  }
  return (
    <Dialog
      title={t('picking.end')}
      hint={t('picking.endHint')}
      go={t('picking.endGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={summary.trim() === ''}
      onGo={close}
      onClose={onClose}
    >
      <Textarea
        label={t('picking.endSummary')}
        data-autofocus
        autosize
        minRows={3}
        maxLength={4_000}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
    </Dialog>
  )
}
