import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { AskedList } from '../../parts/help/AskedList.tsx'
import { HelpPanel } from '../../parts/help/HelpPanel.tsx'

/** Who else could help, and who was asked. */
export function HelpSide({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  return (
    <>
      {page.can.suggest && (
        <HelpPanel
          ticket={page.ticket.number}
          swarm={page.id}
          page={page}
          mayEditNeeds={page.can.invite === true}
          mayInvite={page.can.invite === true}
          onFirst={() => undefined}
        />
      )}
      {page.invitations.length > 0 && (
        <Panel title={t('ticket.whoWasAsked')}>
          <AskedList page={page} />
        </Panel>
      )}
    </>
  )
}
