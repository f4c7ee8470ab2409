import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SwarmPage } from '../../contract/swarm.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { subjectOf } from '../../parts/rooms/subject.ts'
import { useMe } from '../../state/me.ts'
import classes from './room.module.css'

/** What the room is about: its ticket, which leads there, or whose tickets are picked over. */
export function Subject({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const desk = seesDesk(useMe())
  const title = subjectOf(page, t)
  return (
    <Title order={1} className={classes.title} title={title}>
      {desk && page.ticket ? (
        <Text
          component={Link}
          href={`/tickets/${page.ticket.number}`}
          className="home-link"
          lineClamp={2}
          inherit
        >
          {title}
        </Text>
      ) : (
        <Text span lineClamp={2} inherit>
          {title}
        </Text>
      )}
    </Title>
  )
}
