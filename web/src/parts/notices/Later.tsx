import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fullTime } from '../text/time.ts'

/** When a call can come back: soon, later today, or on the next morning. */
export function momentsAfter(now: Date): Date[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  morning.setHours(9, 0, 0, 0)
  return [inHours(1), inHours(4), morning]
}

/** Neither yes nor no: the call comes back at a moment that one chooses. */
export function Later({ busy, onLater }: { busy: boolean; onLater: (until: string) => void }) {
  const { t } = useTranslation()
  return (
    <Menu shadow="md" position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <Button
          size="compact-md"
          variant="default"
          loading={busy}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          {t('notices.putOff')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {momentsAfter(new Date()).map((at) => (
          <Menu.Item key={at.getTime()} onClick={() => onLater(at.toISOString())}>
            {t('notices.askAgain', { at: fullTime(at.toISOString()) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
