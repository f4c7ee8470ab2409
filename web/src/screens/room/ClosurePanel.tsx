import { Button, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SwarmPage } from '../../contract/swarm.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useMe } from '../../state/me.ts'
import { WithReason } from './ending/WithReason.tsx'
import classes from './room.module.css'

/** How the swarm ended, on top of a room that can only be read. */
export function ClosurePanel({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const { closure } = page
  const desk = seesDesk(useMe())
  if (!closure) {
    if (page.open) return null
    return (
      <Text size="sm" className={classes.closure}>
        {t('room.readOnly')}
      </Text>
    )
  }
  const not = page.ticket ? 'room.outcomeNot' : 'picking.over'
  const how = closure.solved ? 'room.outcomeSolved' : closure.cancelled ? 'room.cancelled' : not
  return (
    <div className={classes.closure}>
      <Title order={2} size="h3">
        {t('room.outcome')}: {t(how)}
      </Title>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {closure.summary}
      </Text>
      {closure.ruled_out && (
        <Text size="sm">
          <b>{t('room.ruledOutWas')}</b> {closure.ruled_out}
        </Text>
      )}
      {closure.credits.length > 0 && (
        <Group gap="sm" mt={4}>
          {closure.credits.map((credit) => (
            <Text size="sm" key={`${credit.person.id}-${credit.kind}`}>
              <b>{credit.person.name}</b>: {t(`room.kind.${credit.kind}`).toLowerCase()}
            </Text>
          ))}
        </Group>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {closure.by.name}, <Moment at={closure.at} />. {t('room.readOnly')}
      </Text>
      {desk && <Onward page={page} />}
    </div>
  )
}

/** Where one goes from a closed room. */
function Onward({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const number = page.ticket?.number
  return (
    <Group gap="xs" mt="xs">
      {page.ticket && (
        <Button component={Link} href={`/tickets/${number}`} size="compact-sm" variant="default">
          {t('room.toTicket')}
        </Button>
      )}
      <WithReason page={page} verb="reopen" />
      {page.closure?.solved && (
        <Button
          component={Link}
          href={`/articles/new?ticket=${number}`}
          size="compact-sm"
          variant="default"
        >
          {t('room.toArticle')}
        </Button>
      )}
    </Group>
  )
}
