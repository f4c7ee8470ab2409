import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useMe } from '../../state/me.ts'
import { ArticleDialog } from './ArticleDialog.tsx'
import { CauseDialog } from './CauseDialog.tsx'
import { Found } from './Found.tsx'
import classes from './ticket.module.css'

/** How the ticket ended, and the way to keep that as an article. */
export function OutcomePanel({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const desk = seesDesk(useMe())
  const [writing, setWriting] = useState(false)
  const [telling, setTelling] = useState(false)
  const { outcome } = ticket
  if (!outcome || (!desk && !outcome.cause && !outcome.fix)) return null
  const how = isWay(outcome.how) ? t(`ticket.hows.${outcome.how}`) : outcome.how
  return (
    <Panel
      title={t('ticket.outcome')}
      aside={
        desk && outcome.how === 'solved' ? (
          <Button variant="default" size="compact-md" onClick={() => setWriting(true)}>
            {t('ticket.saveArticle')}
          </Button>
        ) : undefined
      }
      hint={
        <>
          {outcome.by ? t('ticket.outcomeBy', { name: outcome.by.name }) : how}
          {' · '}
          <Moment at={outcome.at} />
        </>
      }
    >
      <dl className={classes.details}>
        {outcome.how !== 'solved' && (
          <>
            <dt>{t('ticket.how')}</dt>
            <dd>{how}</dd>
          </>
        )}
        <Cause
          outcome={outcome}
          desk={desk}
          onTell={ticket.can.write_cause ? () => setTelling(true) : undefined}
        />
        {outcome.fix && (
          <>
            <dt>{t('ticket.fix')}</dt>
            <dd style={{ whiteSpace: 'pre-wrap' }}>{outcome.fix}</dd>
          </>
        )}
        <Found swarms={ticket.swarms} />
      </dl>
      {desk && ticket.rating?.score && (
        <Text size="sm" mt="xs">
          {t('ticket.ratedBy', { score: t(`ticket.ratingScale.${scoreOf(ticket.rating.score)}`) })}
          {ticket.rating.comment && ` – “${ticket.rating.comment}”`}
        </Text>
      )}
      {telling && <CauseDialog ticket={ticket} onClose={() => setTelling(false)} />}
      {writing && <ArticleDialog ticket={ticket} onClose={() => setWriting(false)} />}
    </Panel>
  )
}

interface CauseProps {
  outcome: NonNullable<TicketPage['outcome']>
  desk: boolean
  /** Write it down now; only where it is missing. */
  onTell: (() => void) | undefined
}

/** Why it happened; colleagues see that it was not written down. */
function Cause({ outcome, desk, onTell }: CauseProps) {
  const { t } = useTranslation()
  const missing = desk && outcome.how === 'solved' && !outcome.cause
  if (!outcome.cause && !missing) return null
  return (
    <>
      <dt>{t('ticket.cause')}</dt>
      <dd style={{ whiteSpace: 'pre-wrap' }}>
        {outcome.cause || (
          <Text span inherit c="dimmed">
            {t('ticket.causeUntold')}
          </Text>
        )}
        {onTell && (
          <Button variant="default" size="compact-sm" ml="xs" onClick={onTell}>
            {t('ticket.writeCause')}
          </Button>
        )}
      </dd>
    </>
  )
}

const WAYS = ['solved', 'duplicate', 'withdrawn', 'declined'] as const

function isWay(how: string): how is (typeof WAYS)[number] {
  return WAYS.some((way) => way === how)
}

/** A score as one of the five that have a word. */
export function scoreOf(score: number): `s${1 | 2 | 3 | 4 | 5}` {
  return `s${Math.min(5, Math.max(1, Math.round(score))) as 1 | 2 | 3 | 4 | 5}`
}
