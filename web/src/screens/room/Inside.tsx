import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../contract/activity.ts'
import type { SwarmPage } from '../../contract/swarm.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { useMe } from '../../state/me.ts'
import { useNames } from '../../state/names.ts'
import { namesIn, useRoomLog } from '../../state/room.ts'
import { type Message, type Talk, talkOf } from '../../state/talk.ts'
import { usePost } from '../../state/words.ts'
import { ClosurePanel } from './ClosurePanel.tsx'
import { Guests } from './guests/Guests.tsx'
import { Head } from './Head.tsx'
import { HelpSide } from './HelpSide.tsx'
import { Members } from './Members.tsx'
import { type Editing, useEditing } from './message/editing.ts'
import { PlaceContext } from './message/place.ts'
import classes from './room.module.css'
import { useBeside } from './talk/beside.ts'
import { FindPanel } from './talk/FindPanel.tsx'
import { Messages } from './talk/Messages.tsx'
import { Pinned } from './talk/Pinned.tsx'
import { ThreadPanel } from './talk/ThreadPanel.tsx'
import { peopleIn } from './talk/timeline.ts'
import { Composer } from './writing/Composer.tsx'
import type { RoomVerbs } from './writing/commanding.ts'
import { type Quoting, useQuoting } from './writing/quoting.ts'
import { RoomHelp } from './writing/RoomHelp.tsx'

type Tab = 'messages' | 'people' | 'help'

/** The room as its members see it: head, words, people, and who else could help. */
export function Inside({ page: snapshot }: { page: SwarmPage }) {
  const room = useRoomLog(snapshot)
  const { page } = room
  const lines = room.log.data?.lines ?? NOTHING
  const talk = useMemo(() => talkOf(lines), [lines])
  const quoting = useQuoting()
  const editing = useEditing()
  const beside = useBeside()
  const place = usePlaceOf(page, lines, beside.openThread, quoting.quote)
  const [closing, setClosing] = useState(false)
  const [helping, setHelping] = useState(false)
  const said = [...talk.values()].filter(
    (one) => one.html !== null && (one.thread === null || one.also),
  )
  const verbs: RoomVerbs = {
    newest: () => said.at(-1)?.message ?? null,
    find: beside.find,
    close: () => setClosing(true),
    help: () => setHelping(true),
  }
  return (
    <PlaceContext value={place}>
      <div className={classes.room}>
        <Head page={page} onFind={() => beside.find('')} closing={closing} onClosing={setClosing} />
        <Columns
          room={room}
          lines={lines}
          talk={talk}
          said={said}
          parts={{ quoting, editing, beside, verbs }}
        />
      </div>
      {helping && <RoomHelp onClose={() => setHelping(false)} />}
    </PlaceContext>
  )
}

interface ColumnsProps {
  room: ReturnType<typeof useRoomLog>
  lines: Line[]
  talk: Talk
  /** What stands in the room with its words. */
  said: Message[]
  parts: {
    quoting: Quoting
    editing: Editing
    beside: ReturnType<typeof useBeside>
    verbs: RoomVerbs
  }
}

/** What was said, and beside it a thread, a search, or people and help; one of them on a phone. */
function Columns({ room, lines, talk, said, parts }: ColumnsProps) {
  const { page } = room
  const me = useMe()
  const desk = seesDesk(me)
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const [tab, setTab] = useState<Tab>('messages')
  const posting = usePost(page.id, room.catchUp)
  const { quoting, editing, beside, verbs } = parts
  const opened = beside.thread !== null || beside.found !== null
  const shows = (part: Tab) => !narrow || tab === part
  const editLast = () => {
    const last = said.findLast((one) => one.author === me.id)
    if (last) editing.begin(last.message)
  }
  return (
    <>
      {narrow && <Tabs tab={tab} onChange={setTab} withHelp={desk} />}
      <div className={classes.columns}>
        {shows('messages') && !(narrow && opened) && (
          <section className={`panel ${classes.talk}`}>
            <ClosurePanel page={page} />
            <Pinned lines={lines} />
            <Messages room={room} lines={lines} talk={talk} editing={editing} />
            {page.can.post && (
              <Composer posting={posting} quoting={quoting} verbs={verbs} onEditLast={editLast} />
            )}
          </section>
        )}
        {opened && shows('messages') && (
          <Beside lines={lines} catchUp={room.catchUp} editing={editing} beside={beside} />
        )}
        {(narrow ? tab !== 'messages' : !opened) && (
          <aside className={classes.side}>
            {shows('people') && <Members page={page} />}
            {shows('people') && <Guests page={page} />}
            {desk && shows('help') && <HelpSide page={page} />}
          </aside>
        )}
      </div>
    </>
  )
}

interface BesideProps {
  lines: Line[]
  catchUp: () => Promise<void>
  editing: Editing
  beside: ReturnType<typeof useBeside>
}

function Beside({ lines, catchUp, editing, beside }: BesideProps) {
  const { thread, found, close } = beside
  if (thread !== null) {
    return (
      <ThreadPanel
        key={thread}
        root={thread}
        live={lines}
        catchUp={catchUp}
        editing={editing}
        onClose={close}
      />
    )
  }
  return found === null ? null : <FindPanel key={found} words={found} onClose={close} />
}

const NOTHING: never[] = []

function usePlaceOf(
  page: SwarmPage,
  lines: Line[],
  openThread: (root: number) => void,
  quote: (said: Message) => void,
) {
  const { t } = useTranslation()
  const names = useNames(namesIn(page), peopleIn(lines))
  const known = [...names].map(([id, name]) => `${id} ${name}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are a new map each time; `known` tells whether they differ
  return useMemo(
    () => ({
      page,
      name: (id: number | null) => (id === null ? '' : (names.get(id) ?? t('room.someone'))),
      openThread,
      quote,
    }),
    [page, known, openThread, quote, t],
  )
}

interface TabsProps {
  tab: Tab
  onChange: (tab: Tab) => void
  withHelp: boolean
}

function Tabs({ tab, onChange, withHelp }: TabsProps) {
  const { t } = useTranslation()
  const data = [
    { value: 'messages', label: t('room.messages') },
    { value: 'people', label: t('room.people') },
    ...(withHelp ? [{ value: 'help', label: t('room.helpTab') }] : []),
  ]
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('room.title')}
      value={tab}
      onChange={(value) => onChange(value as Tab)}
      data={data}
    />
  )
}
