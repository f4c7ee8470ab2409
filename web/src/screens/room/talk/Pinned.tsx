import { ActionIcon, Popover, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPinned, IconPinnedOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Line } from '../../../contract/activity.ts'
import { QUIET } from '../../../parts/look/quiet.ts'
import { type Pin, pin, usePins } from '../../../state/finding.ts'
import { useMessageVerb } from '../../../state/words.ts'
import { usePlace } from '../message/place.ts'
import classes from './talk.module.css'

/** What is pinned: the newest in short, all of it behind one press. */
export function Pinned({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [opened, list] = useDisclosure()
  const pins = usePins(page.id, lines).data?.items ?? []
  const newest = pins.at(-1)
  if (!newest) return null
  return (
    <Popover opened={opened} onChange={list.toggle} position="bottom" width="target" trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.pinned} aria-expanded={opened} onClick={list.toggle}>
          <IconPinned size={15} aria-hidden="true" />
          <b>{t('talk.pinned', { count: pins.length })}</b>
          <span>{newest.text}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('talk.pinned', { count: pins.length })}>
        <ul className={`plain-list ${classes.pins}`}>
          {pins.map((one) => (
            <PinLine key={one.message} pinned={one} onGo={list.close} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function PinLine({ pinned, onGo }: { pinned: Pin; onGo: () => void }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const verb = useMessageVerb()
  return (
    <li className="row">
      <div className={classes.pinLine}>
        <div>
          <Text size="xs" c="dimmed">
            {t('talk.pinnedBy', { author: pinned.author.name, by: pinned.by.name })}
          </Text>
          <Link
            href={`/swarms/${page.id}?line=${pinned.seq}`}
            className={classes.pinLink}
            onClick={onGo}
          >
            {pinned.text}
          </Link>
        </div>
        {page.can.post && (
          <ActionIcon
            {...QUIET}
            aria-label={t('talk.unpin')}
            title={t('talk.unpin')}
            onClick={() => verb.mutate(() => pin(page.id, pinned.message, false))}
          >
            <IconPinnedOff size={15} />
          </ActionIcon>
        )}
      </div>
    </li>
  )
}
