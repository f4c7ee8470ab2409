import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { useMe } from '../../state/me.ts'
import { usePost, useRoomLog } from '../../state/room.ts'
import { ClosurePanel } from './ClosurePanel.tsx'
import { Composer } from './Composer.tsx'
import { Head } from './Head.tsx'
import { HelpSide } from './HelpSide.tsx'
import { Members } from './Members.tsx'
import { Messages } from './Messages.tsx'
import classes from './room.module.css'

type Tab = 'messages' | 'people' | 'help'

/** The room as its members see it: head, words, people, and who else could help. */
export function Inside({ page: snapshot }: { page: SwarmPage }) {
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const [tab, setTab] = useState<Tab>('messages')
  const room = useRoomLog(snapshot)
  const { page } = room
  const posting = usePost(page.id, room.catchUp)
  const desk = seesDesk(useMe())
  const shows = (part: Tab) => !narrow || tab === part
  return (
    <div className={classes.room}>
      <Head page={page} />
      {narrow && <Tabs tab={tab} onChange={setTab} withHelp={desk} />}
      <div className={classes.columns}>
        {shows('messages') && (
          <section className={`panel ${classes.talk}`}>
            <ClosurePanel page={page} />
            <Messages page={page} room={room} />
            {page.can.post && <Composer page={page} posting={posting} />}
          </section>
        )}
        {(!narrow || tab !== 'messages') && (
          <aside className={classes.side}>
            {shows('people') && <Members page={page} />}
            {desk && shows('help') && <HelpSide page={page} />}
          </aside>
        )}
      </div>
    </div>
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
