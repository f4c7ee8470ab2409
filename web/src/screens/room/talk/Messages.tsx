import { Button, Text } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../contract/activity.ts'
import { EmptyState } from '../../../parts/feedback/EmptyState.tsx'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { WaitingRows } from '../../../parts/feedback/Waiting.tsx'
import { dayOf } from '../../../parts/text/time.ts'
import { useMe } from '../../../state/me.ts'
import { useMarkRead, type useRoomLog } from '../../../state/room.ts'
import { lastOf } from '../../../state/room_log.ts'
import type { Talk } from '../../../state/talk.ts'
import { useTyping } from '../../../state/typing.ts'
import { type Active, useActive } from '../message/active.ts'
import type { Editing } from '../message/editing.ts'
import { MessageLine } from '../message/MessageLine.tsx'
import { usePlace } from '../message/place.ts'
import classes from '../room.module.css'
import { useArrival } from './arrival.ts'
import { EventLine } from './EventLine.tsx'
import { useStickToEnd } from './stick.ts'
import { type Item, timelineOf, unseenAfter } from './timeline.ts'

interface Props {
  room: ReturnType<typeof useRoomLog>
  lines: Line[]
  talk: Talk
  editing: Editing
}

/** What was said, oldest first; stays at the end unless somebody reads further up. */
export function Messages({ room, lines, talk, editing }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const { page } = usePlace()
  const [left] = useState({ read: page.read ?? 0, head: page.head ?? 0 })
  const log = room.log.data
  const items = useMemo(() => timelineOf(lines, talk, left, me.id), [lines, talk, left, me.id])
  const last = log ? lastOf(log) : 0
  const { box, atEnd, seen, hold, toEnd, letGo } = useStickToEnd(last, log?.after ?? 0)
  const sought = useArrival(room, talk, box, letGo)
  useMarkRead(page.id, last, atEnd && last > 0)
  const fresh = atEnd ? 0 : unseenAfter(lines, seen, me.id)
  const active = useActive()
  return (
    <>
      <div
        ref={box}
        className={classes.scroll}
        role="log"
        aria-label={t('room.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        {...active.over}
      >
        <Beginning room={room} onEarlier={hold} />
        {items.map((item) => (
          <Shown
            key={`${item.type}-${item.seq}`}
            item={item}
            active={active}
            editing={editing}
            sought={item.seq === sought}
          />
        ))}
        {log && !items.some((item) => item.type === 'message') && <Silence />}
        {!atEnd && (
          <div className={classes.newest}>
            <Button size="compact-sm" leftSection={<IconArrowDown size={14} />} onClick={toEnd}>
              {fresh > 0 ? t('room.newBelow', { count: fresh }) : t('room.toNewest')}
            </Button>
          </div>
        )}
      </div>
      <Typing lines={lines} />
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

function Silence() {
  const { t } = useTranslation()
  const { page } = usePlace()
  return <EmptyState title={t('room.empty')} hint={page.open ? t('room.emptyHint') : undefined} />
}

interface ShownProps {
  item: Item
  active: Active
  editing: Editing
  sought: boolean
}

function Shown({ item, active, editing, sought }: ShownProps) {
  const { t } = useTranslation()
  const { name } = usePlace()
  if (item.type === 'day') return <div className={classes.day}>{dayOf(item.at)}</div>
  if (item.type === 'new') return <div className={classes.new}>{t('room.newSince')}</div>
  if (item.type === 'events') return <EventLine lines={item.lines} name={name} />
  const { said } = item
  return (
    <MessageLine
      said={said}
      first={item.first}
      sought={sought}
      active={active.active === said.message}
      hold={active.hold}
      editing={editing}
      edited={editing.message === said.message}
    />
  )
}

function Typing({ lines }: Pick<Props, 'lines'>) {
  const { t } = useTranslation()
  const me = useMe()
  const { page, name } = usePlace()
  const [first, second, ...others] = useTyping(`swarms/${page.id}`, me.id, lines)
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
