import { ActionIcon, Indicator, Popover, ScrollArea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Notices, useNotices } from '../../state/notices.ts'
import { QUIET } from '../look/quiet.ts'
import { NoticeList } from '../notices/NoticeList.tsx'

/** How many things wait for an answer. */
export function countOf(notices: Notices | undefined): number {
  if (!notices) return 0
  return (
    notices.invitations.length +
    notices.handovers.length +
    notices.offers.length +
    notices.overdue.length +
    notices.mentions.length +
    notices.tasks.length +
    notices.alike.length
  )
}

/** What waits for me: a number, and the list behind it. */
export function Bell() {
  const { t } = useTranslation()
  const [opened, list] = useDisclosure()
  const notices = useNotices()
  const count = countOf(notices.data)
  const [address] = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list closes when one has gone somewhere
  useEffect(list.close, [address])
  return (
    <Popover
      opened={opened}
      onChange={list.toggle}
      position="bottom-end"
      width={380}
      shadow="md"
      trapFocus
    >
      <Indicator
        label={count}
        size={16}
        disabled={count === 0}
        color="honey.7"
        offset={5}
        className="bell"
      >
        <Popover.Target>
          <ActionIcon
            {...QUIET}
            size="lg"
            onClick={list.toggle}
            aria-label={count ? t('frame.noticesCount', { count }) : t('frame.notices')}
          >
            <IconBell size={19} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={t('frame.notices')}>
        <ScrollArea.Autosize mah="70vh">
          <NoticeList notices={notices.data} />
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
