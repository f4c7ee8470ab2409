import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TicketForesight } from '../../contract/knowledge.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { useForesight } from '../../state/matching.ts'

const percent = (share: number) => Math.round(share * 100)

/** Before anybody owns it: will it be passed on, how far would tiers send it, new or known. */
export function Foresight({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const waiting = ticket.owner === null && ticket.solved_at === null
  const { data } = useForesight(ticket.number, waiting)
  if (!waiting || !data || !(data.bounce || data.tier || data.nearest)) return null
  return (
    <Panel title={t('ticket.foresight')} hint={t('ticket.foresightHint')}>
      <Stack gap={8} component="ul" className="plain-list">
        {data.bounce && <Bounce bounce={data.bounce} />}
        {data.tier && (
          <li>
            <Text size="sm">
              {t('ticket.foresightTier', {
                tier: data.tier.tier,
                percent: percent(data.tier.probability),
              })}
            </Text>
          </li>
        )}
        <Known nearest={data.nearest} />
      </Stack>
    </Panel>
  )
}

function Bounce({ bounce }: { bounce: NonNullable<TicketForesight['bounce']> }) {
  const { t } = useTranslation()
  return (
    <li>
      <Text size="sm">
        {t('ticket.foresightBounce', {
          percent: percent(bounce.probability),
          usual: percent(bounce.usual),
        })}
      </Text>
      {bounce.grounds.map((ground) => (
        <Text key={ground} size="xs" c="dimmed">
          {ground}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {t('ticket.foresightFrom', { count: bounce.learned_from })}
      </Text>
    </li>
  )
}

function Known({ nearest }: { nearest: TicketForesight['nearest'] }) {
  const { t } = useTranslation()
  if (!nearest?.known)
    return (
      <li>
        <Text size="sm">{t('ticket.foresightNew')}</Text>
      </li>
    )
  return (
    <li>
      <Text size="sm">
        {t('ticket.foresightKnown', { percent: percent(nearest.similarity) })}{' '}
        <Link href={`/tickets/${nearest.ticket}`} className="figure-link">
          #{nearest.ticket}
        </Link>
      </Text>
    </li>
  )
}
