import { Button, Text } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { dayOf } from '../../parts/text/time.ts'
import { useMe } from '../../state/me.ts'
import { useNames } from '../../state/names.ts'
import { namesIn, useMarkRead, type useRoomLog } from '../../state/room.ts'
import { lastOf } from '../../state/room_log.ts'
import { useTyping } from '../../state/typing.ts'
import { EventLine } from './EventLine.tsx'
import { MessageLine } from './MessageLine.tsx'
import classes from './room.module.css'
import { useStickToEnd } from './stick.ts'
import { type Item, peopleIn, timelineOf, unseenAfter } from './timeline.ts'

interface Props {
  page: SwarmPage
  room: ReturnType<typeof useRoomLog>
}

/** What was said, oldest first; stays at the end unless somebody reads further up. */
export function Messages({ page, room }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [left] = useState({ read: page.read ?? 0, head: page.head ?? 0 })
  const log = room.log.data
  const lines = useMemo(() => log?.lines ?? [], [log])
  const items = useMemo(() => timelineOf(lines, left, me.id), [lines, left, me.id])
  const names = useNames(namesIn(page), peopleIn(lines))
  const name = (id: number | null) => (id === null ? '' : (names.get(id) ?? t('room.someone')))
  const last = log ? lastOf(log) : 0
  const { box, atEnd, seen, hold, toEnd } = useStickToEnd(last, log?.after ?? 0)
  useMarkRead(page.id, last, atEnd && last > 0)
  const fresh = atEnd ? 0 : unseenAfter(lines, seen, me.id)
  return (
    <>
      <div
        ref={box}
        className={classes.scroll}
        role="log"
        aria-label={t('room.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <Beginning room={room} onEarlier={hold} />
        {items.map((item) => (
          <Shown key={`${item.type}-${item.seq}`} item={item} page={page} name={name} />
        ))}
        {log && !items.some((item) => item.type === 'message') && <Silence page={page} />}
        {!atEnd && (
          <div className={classes.newest}>
            <Button size="compact-sm" leftSection={<IconArrowDown size={14} />} onClick={toEnd}>
              {fresh > 0 ? t('room.newBelow', { count: fresh }) : t('room.toNewest')}
            </Button>
          </div>
        )}
      </div>
      <Typing page={page} name={name} />
    </>
  )
}

/** What stands before the first line: older lines to read, or that they are on their way. */
function Beginning({ room, onEarlier }: Pick<Props, 'room'> & { onEarlier: () => void }) {
  const { t } = useTranslation()
  const log = room.log.data
  return (
    <>
      <ErrorNote error={room.log.error} onRetry={() => void room.log.refetch()} />
      {room.log.isPending && <WaitingRows count={6} />}
      {log && log.after > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={room.earlier.isPending}
          onClick={() => {
            onEarlier()
            room.earlier.mutate()
          }}
        >
          {t('room.earlier')}
        </Button>
      )}
    </>
  )
}

function Silence({ page }: Pick<Props, 'page'>) {
  const { t } = useTranslation()
  return <EmptyState title={t('room.empty')} hint={page.open ? t('room.emptyHint') : undefined} />
}

interface ShownProps {
  item: Item
  page: SwarmPage
  name: (id: number | null) => string
}

function Shown({ item, page, name }: ShownProps) {
  const { t } = useTranslation()
  if (item.type === 'day') return <div className={classes.day}>{dayOf(item.at)}</div>
  if (item.type === 'new') return <div className={classes.new}>{t('room.newSince')}</div>
  if (item.type === 'events') return <EventLine lines={item.lines} name={name} />
  return <MessageLine said={item} page={page} name={name(item.author)} />
}

function Typing({ page, name }: Omit<ShownProps, 'item'>) {
  const { t } = useTranslation()
  const me = useMe()
  const [first, second, ...others] = useTyping(`swarms/${page.id}`, me.id)
  const words = () => {
    if (first === undefined) return ''
    if (second === undefined) return t('room.typingOne', { name: name(first) })
    if (others.length > 0) return t('room.typingMany')
    return t('room.typingTwo', { name: name(first), other: name(second) })
  }
  return (
    <Text component="div" className={classes.typing} aria-live="off">
      {words()}
    </Text>
  )
}
