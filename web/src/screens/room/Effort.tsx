import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { TierLedger } from '../../parts/tables/TierLedger.tsx'

/** What the room took, tier by tier: read when a manager wants to see it. */
export function Effort({ swarm }: { swarm: number }) {
  const { t } = useTranslation()
  const [open, { toggle }] = useDisclosure()
  return (
    <Panel
      title={t('flow.ledgerOfSwarm')}
      aside={
        <Button variant="default" size="compact-sm" aria-expanded={open} onClick={toggle}>
          {t(open ? 'flow.hideTouches' : 'flow.showLedger')}
        </Button>
      }
    >
      {open && <TierLedger of="swarm" id={swarm} />}
    </Panel>
  )
}
