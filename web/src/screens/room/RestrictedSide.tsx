import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { RestrictedPart } from '../../parts/tickets/RestrictedPart.tsx'
import { useRestricted } from '../../state/restricted.ts'

/** What of the room's ticket is restricted; nothing where nothing is. */
export function RestrictedSide({ page, ticket }: { page: SwarmPage; ticket: number }) {
  const { t } = useTranslation()
  const { data } = useRestricted(page.id)
  if (!data || data.items.length === 0) return null
  return (
    <Panel title={t('restricted.title')}>
      <RestrictedPart ticket={ticket} card={data} />
    </Panel>
  )
}
