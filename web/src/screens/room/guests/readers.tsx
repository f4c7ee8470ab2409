import { Switch } from '@mantine/core'
import { IconEye, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { useMe } from '../../../state/me.ts'
import classes from './guests.module.css'

/** Who reads here that is not of the desk, as words; empty for nobody, and for guests themselves. */
export function useReaders(page: SwarmPage): string {
  const { i18n } = useTranslation()
  const me = useMe()
  if (me.role === 'guest') return ''
  const names = page.outside.map((one) => one.name)
  return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names)
}

/** In the head of a room: somebody from outside reads it. */
export function ReadBy({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const names = useReaders(page)
  if (!names) return null
  return (
    <p className={classes.readers}>
      <IconEye size={16} aria-hidden="true" /> {t('guests.readBy', { names })}
    </p>
  )
}

interface AsideProps {
  page: SwarmPage
  aside: boolean
  /** What is answered or quoted is for members only, so this is too. */
  bound: boolean
  onChange: (aside: boolean) => void
}

/** Over the composer: who will read this, and the choice that they do not. */
export function WhoReads({ page, aside, bound, onChange }: AsideProps) {
  const { t } = useTranslation()
  const names = useReaders(page)
  if (!names) return null
  return (
    <div className={aside ? classes.hushed : classes.readers} role="status">
      {aside ? <IconLock size={16} aria-hidden="true" /> : <IconEye size={16} aria-hidden="true" />}
      <span className={classes.grow}>
        {t(aside ? 'guests.notRead' : 'guests.readsThis', { names })}
      </span>
      <Switch
        size="xs"
        label={t('guests.aside')}
        checked={aside}
        disabled={bound}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  )
}

/** On a message that guests never get. */
export function AsideMark() {
  const { t } = useTranslation()
  return (
    <span className={classes.mark}>
      <IconLock size={12} aria-hidden="true" /> {t('guests.asideTold')}
    </span>
  )
}
