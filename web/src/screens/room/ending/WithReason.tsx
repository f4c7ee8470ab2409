import { Button, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { cancelSwarm, reopenSwarm, useSwarmVerb } from '../../../state/swarm.ts'

const VERBS = { cancel: cancelSwarm, reopen: reopenSwarm } as const

/** Take back that a swarm was opened, or let one go on that is over: with a reason. */
export function WithReason({ page, verb }: { page: SwarmPage; verb: keyof typeof VERBS }) {
  const { t } = useTranslation()
  const [asking, dialog] = useDisclosure()
  const [reason, setReason] = useState('')
  const swarm = useSwarmVerb(page.ticket?.number)
  if (!page.can[verb]) return null
  return (
    <>
      <Button
        size={verb === 'cancel' ? 'compact-md' : 'compact-sm'}
        variant="default"
        onClick={dialog.open}
      >
        {t(`room.${verb}`)}
      </Button>
      {asking && (
        <Dialog
          title={t(`room.${verb}`)}
          hint={t(`room.${verb}Hint`)}
          go={t(`room.${verb}Go`)}
          busy={swarm.isPending}
          error={swarm.error}
          incomplete={reason.trim() === ''}
          onGo={() =>
            swarm.mutate(() => VERBS[verb](page.id, reason.trim()), { onSuccess: dialog.close })
          }
          onClose={dialog.close}
        >
          <Textarea
            label={t(`room.${verb}Why`)}
            data-autofocus
            autosize
            minRows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Dialog>
      )}
    </>
  )
}
