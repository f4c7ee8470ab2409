import { ActionIcon, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../contract/activity.ts'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { talkOf } from '../../../state/talk.ts'
import { usePost, useThread } from '../../../state/words.ts'
import { useActive } from '../message/active.ts'
import type { Editing } from '../message/editing.ts'
import { MessageLine } from '../message/MessageLine.tsx'
import { PlaceContext, usePlace } from '../message/place.ts'
import room from '../room.module.css'
import { Composer } from '../writing/Composer.tsx'
import { useQuoting } from '../writing/quoting.ts'
import { useStickToEnd } from './stick.ts'
import classes from './talk.module.css'
import { threadOf } from './timeline.ts'

interface Props {
  root: number
  live: Line[]
  catchUp: () => Promise<void>
  editing: Editing
  onClose: () => void
}

/** A message and its answers, beside the room. */
export function ThreadPanel({ root, live, catchUp, editing, onClose }: Props) {
  const { t } = useTranslation()
  const around = usePlace()
  const { page } = around
  const quoting = useQuoting()
  const { thread, lines } = useThread(page.id, root, live)
  const said = useMemo(() => threadOf(talkOf(lines), root), [lines, root])
  const posting = usePost(page.id, catchUp)
  const active = useActive()
  const { box } = useStickToEnd(said.at(-1)?.seq ?? 0, 0)
  const place = useMemo(
    () => ({ ...around, openThread: undefined, quote: quoting.quote }),
    [around, quoting.quote],
  )
  return (
    <PlaceContext value={place}>
      <section className={`panel ${classes.thread}`} aria-label={t('talk.thread')}>
        <header className={classes.threadHead}>
          <Title order={2} size="h5">
            {t('talk.thread')}
          </Title>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('shared.close')}
            onClick={onClose}
          >
            <IconX size={16} />
          </ActionIcon>
        </header>
        <div
          ref={box}
          className={room.scroll}
          role="log"
          aria-label={t('talk.thread')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          {...active.over}
        >
          <Shown query={thread}>
            {() =>
              said.map((one) => (
                <MessageLine
                  key={one.seq}
                  said={one.said}
                  first
                  sought={false}
                  active={active.active === one.said.message}
                  hold={active.hold}
                  editing={editing}
                  edited={editing.message === one.said.message}
                />
              ))
            }
          </Shown>
        </div>
        {page.can.post && (
          <Composer
            posting={posting}
            quoting={quoting}
            thread={{ root, aside: said[0]?.said.aside === true }}
            autoFocus
          />
        )}
      </section>
    </PlaceContext>
  )
}
