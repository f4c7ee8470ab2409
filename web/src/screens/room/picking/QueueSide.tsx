import { Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question, Queue } from '../../../contract/picking.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import type { TicketRow } from '../../../contract/ticket.ts'
import { EmptyState } from '../../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { DecidedLine } from './DecidedLine.tsx'
import { PickDialog } from './PickDialog.tsx'
import { WaitingLine } from './WaitingLine.tsx'

interface Asked {
  ticket: TicketRow
  choice: Question
}

/** What waits to be picked over, and what was decided. */
export function QueueSide({ page, queue }: { page: SwarmPage; queue: Queue }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked | null>(null)
  const ask = (ticket: TicketRow, choice: Question) => setAsked({ ticket, choice })
  const { waiting, decided, counts } = queue
  return (
    <>
      <Panel title={t('picking.title')} hint={queue.rule}>
        {waiting.length === 0 ? (
          <EmptyState
            title={t('picking.empty')}
            hint={page.closure === null && t('picking.emptyHint')}
          />
        ) : (
          <ul className="plain-list">
            {waiting.map((one) => (
              <WaitingLine
                key={one.ticket.number}
                room={page.id}
                one={one}
                foretold={page.kind === 'dispatch'}
                onAsk={ask}
              />
            ))}
          </ul>
        )}
        {waiting.length < counts.waiting && (
          <Text size="xs" c="dimmed">
            {t('picking.more', { count: waiting.length })}
          </Text>
        )}
      </Panel>
      {decided.length > 0 && (
        <Panel title={t('picking.decided')}>
          <ul className="plain-list">
            {decided.map((one) => (
              <DecidedLine key={one.ticket.number} room={page.id} one={one} onAsk={ask} />
            ))}
          </ul>
        </Panel>
      )}
      {asked && <PickDialog room={page.id} {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}
