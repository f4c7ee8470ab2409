import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { Found } from './Found.tsx'
import classes from './ticket.module.css'

/** What was taken for the solution and did not hold; for colleagues only. */
export function TriedBefore({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  if (ticket.tried_before.length === 0) return null
  return (
    <Panel title={t('ticket.triedBefore')} hint={t('ticket.triedBeforeHint')}>
      {ticket.tried_before.map((end) => (
        <section key={end.at} className={classes.transcript}>
          <dl className={classes.details}>
            {end.cause && (
              <>
                <dt>{t('ticket.cause')}</dt>
                <dd style={{ whiteSpace: 'pre-wrap' }}>{end.cause}</dd>
              </>
            )}
            {end.fix && (
              <>
                <dt>{t('ticket.fix')}</dt>
                <dd style={{ whiteSpace: 'pre-wrap' }}>{end.fix}</dd>
              </>
            )}
          </dl>
          <Text size="xs" c="dimmed" mt={4}>
            {end.by && `${end.by.name}, `}
            <Moment at={end.at} />
          </Text>
        </section>
      ))}
      {!ticket.outcome && (
        <dl className={classes.details}>
          <Found swarms={ticket.swarms} />
        </dl>
      )}
    </Panel>
  )
}
