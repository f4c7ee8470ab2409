import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { SimilarList } from '../../parts/knowledge/SimilarList.tsx'
import { useSimilar } from '../../state/matching.ts'

/** Before any person is asked: the three nearest past fixes, and articles. */
export function PastFixes({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const similar = useSimilar(ticket.number, ticket.solved_at === null || ticket.status === 'open')
  if (ticket.status === 'solved' || ticket.status === 'closed') return null
  return (
    <Panel title={t('ticket.pastFixes')}>
      <Shown query={similar} waiting={<WaitingRows count={3} height={62} />}>
        {(data) => <SimilarList similar={data} dense />}
      </Shown>
    </Panel>
  )
}
