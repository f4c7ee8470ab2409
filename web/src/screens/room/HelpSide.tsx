import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { seesReports } from '../../parts/frame/Nav.tsx'
import { AskedList } from '../../parts/help/AskedList.tsx'
import { HelpPanel } from '../../parts/help/HelpPanel.tsx'
import { TeamPanel } from '../../parts/help/TeamPanel.tsx'
import { useTalkHeard } from '../../state/matching.ts'
import { useMe } from '../../state/me.ts'
import { Effort } from './Effort.tsx'

/** What is said in the room may tell of other skills: then others are suggested. */
function Talk({ swarm }: { swarm: number }) {
  useTalkHeard(swarm)
  return null
}

/** Who else could help, and who was asked. */
export function HelpSide({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <>
      {page.can.suggest && page.ticket && (
        <HelpPanel
          ticket={page.ticket.number}
          swarm={page.id}
          page={page}
          mayEditNeeds={page.can.invite === true}
          mayInvite={page.can.invite === true}
          onFirst={() => undefined}
        />
      )}
      {page.can.suggest && <Talk swarm={page.id} />}
      {page.can.suggest && page.can.invite && page.ticket && (
        <TeamPanel page={page} ticket={page.ticket.number} />
      )}
      {seesReports(me) && page.ticket && <Effort swarm={page.id} />}
      {page.invitations.length > 0 && (
        <Panel title={t('ticket.whoWasAsked')}>
          <AskedList page={page} />
        </Panel>
      )}
    </>
  )
}
