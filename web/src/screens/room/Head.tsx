import { ActionIcon, Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure, useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import {
  IconBell,
  IconBellOff,
  IconChevronDown,
  IconChevronUp,
  IconHistory,
  IconSearch,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Counts } from '../../contract/picking.ts'
import type { SwarmPage } from '../../contract/swarm.ts'
import { sayError } from '../../parts/feedback/say.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { QUIET } from '../../parts/look/quiet.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { subjectOf } from '../../parts/rooms/subject.ts'
import { Prose } from '../../parts/text/Prose.tsx'
import { useNow, useSpans } from '../../parts/text/time.ts'
import { StatusBadge } from '../../parts/tickets/badges.tsx'
import { useMe } from '../../state/me.ts'
import { mute, useSwarmVerb } from '../../state/swarm.ts'
import { WithReason } from './ending/WithReason.tsx'
import { ReadBy } from './guests/readers.tsx'
import { CountsLine } from './picking/CountsLine.tsx'
import classes from './room.module.css'
import { Subject } from './Subject.tsx'
import { SeverityLine } from './severity/SeverityLine.tsx'

interface Props {
  page: SwarmPage
  /** How the tickets that are picked over stand now. */
  counts?: Counts | null | undefined
  /** Look for words in the room; only for who is in it. */
  onFind?: () => void
  /** See what is known; only for who may. */
  onCatchUp?: (() => void) | undefined
  onClose?: () => void
}

/** Pinned: which ticket, whose, how long the swarm is open, and what help is needed. */
export function Head({ page, counts = page.picked, onFind, onCatchUp, onClose }: Props) {
  const { t } = useTranslation()
  const tab = page.ticket ? t('room.tab', { number: page.ticket.number }) : subjectOf(page, t)
  useDocumentTitle(`${tab} · Swarm`)
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const [shown, ask] = useDisclosure(!narrow)
  const desk = seesDesk(useMe())
  const asks = page.ticket !== null || page.help_needed !== ''
  return (
    <header className={`panel ${classes.head}`}>
      <div className={classes.headline}>
        <Subject page={page} />
        <Group gap={8}>
          {page.ticket && <StatusBadge status={page.ticket.status} />}
          {page.ticket?.owner && <PersonChip person={page.ticket.owner} size="sm" plain={!desk} />}
          {counts && <CountsLine counts={counts} />}
          <OpenFor page={page} />
          {onFind && (
            <Group gap={2}>
              {onCatchUp && (
                <ActionIcon
                  {...QUIET}
                  aria-label={t('board.catchUp')}
                  title={t('board.catchUp')}
                  onClick={onCatchUp}
                >
                  <IconHistory size={18} />
                </ActionIcon>
              )}
              <ActionIcon
                {...QUIET}
                aria-label={t('talk.find')}
                title={t('talk.find')}
                onClick={onFind}
              >
                <IconSearch size={18} />
              </ActionIcon>
              <Mute page={page} />
            </Group>
          )}
          <WithReason page={page} verb="cancel" />
          {page.can.close && (
            <Button size="compact-md" onClick={onClose}>
              {t(page.ticket ? 'room.closeAndCredit' : 'picking.end')}
            </Button>
          )}
        </Group>
      </div>
      {page.severity && <SeverityLine page={page} card={page.severity} />}
      <ReadBy page={page} />
      {asks && (
        <UnstyledButton onClick={ask.toggle} aria-expanded={shown} fz="xs" c="dimmed" mih={24}>
          {t(`${page.ticket ? 'room' : 'picking'}.${shown ? 'hideAsk' : 'showAsk'}`)}{' '}
          {shown ? <IconChevronUp size={12} /> : <IconChevronDown size={12} />}
        </UnstyledButton>
      )}
      {asks && shown && <Ask page={page} desk={desk} />}
    </header>
  )
}

function Ask({ page, desk }: { page: SwarmPage; desk: boolean }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.ask}>
      <div>
        <dt>{t(page.ticket === null ? 'picking.note' : desk ? 'room.ask' : 'guests.forYou')}</dt>
        <dd>
          <Prose html={page.help_needed_html} />
        </dd>
      </div>
      {page.tried && (
        <div>
          <dt>{t('room.tried')}</dt>
          <dd>
            <Prose html={page.tried_html} />
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Hear no more of this room in passing, or hear of it again. */
function Mute({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const words = t(page.muted ? 'talk.unmute' : 'talk.mute')
  const Icon = page.muted ? IconBellOff : IconBell
  return (
    <ActionIcon
      {...QUIET}
      aria-label={words}
      title={words}
      aria-pressed={page.muted}
      loading={verb.isPending}
      onClick={() => verb.mutate(() => mute(page.id, !page.muted), { onError: sayError })}
    >
      <Icon size={18} />
    </ActionIcon>
  )
}

function OpenFor({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const now = useNow()
  const { span } = useSpans()
  if (!page.open) return null
  const open = now - Date.parse(page.opened_at)
  return (
    <Text size="sm" c="dimmed">
      {open < 60_000 ? t('room.justOpened') : t('room.openFor', { span: span(open) })}
    </Text>
  )
}
