import { Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question, Queue } from '../../../contract/picking.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import type { TicketRow } from '../../../contract/ticket.ts'
import { EmptyState } from '../../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { DecidedLine } from './DecidedLine.tsx'
import { PickDialog } from './PickDialog.tsx'
import classes from './picking.module.css'
import { WaitingLine } from './WaitingLine.tsx'
import { walkOver } from './walking.ts'

interface Asked {
  ticket: TicketRow
  choice: Question
}

/**
 * What waits to be picked over, and what was decided. After a decision the keyboard is on the next
 * ticket; where a question was left, on the ticket that it was about.
 */
export function QueueSide({ page, queue }: { page: SwarmPage; queue: Queue }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const ask = (ticket: TicketRow, choice: Question) => setAsked({ ticket, choice })
  const { waiting, decided, counts } = queue
  const { goTo, nextAfter } = walkOver(queue.waiting, place)
  const leave = () => {
    setAsked(null)
    goTo(asked?.ticket.number)
  }
  return (
    <div ref={place} tabIndex={-1} className={classes.side}>
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
                nextAfter={nextAfter}
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
              <DecidedLine
                key={one.ticket.number}
                room={page.id}
                one={one}
                onAsk={ask}
                nextAfter={nextAfter}
              />
            ))}
          </ul>
        </Panel>
      )}
      {asked && (
        <PickDialog
          room={page.id}
          {...asked}
          nextAfter={nextAfter}
          onDecided={() => setAsked(null)}
          onClose={leave}
        />
      )}
    </div>
  )
}
