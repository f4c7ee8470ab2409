import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Counts, PLACES } from '../../../contract/picking.ts'
import classes from './picking.module.css'

/** How many tickets wait, and how many were taken, swarmed and left. */
export function CountsLine({ counts }: { counts: Counts }) {
  const { t } = useTranslation()
  return (
    <span className={classes.counts}>
      {PLACES.map((place) => (
        <span key={place} data-place={place}>
          <b>{counts[place]}</b> {t(`picking.place.${place}`)}
        </span>
      ))}
    </span>
  )
}

/** The same on a phone's tab, as figures alone; read out in words. */
export function QueueTab({ counts }: { counts: Counts }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={classes.tab} aria-hidden="true">
        {t('picking.tab')}
        <span>
          {PLACES.map((place) => (
            <b key={place} data-place={place}>
              {counts[place]}{' '}
            </b>
          ))}
        </span>
      </span>
      <VisuallyHidden>
        {t('picking.tab')}: {t('picking.counts', { ...counts })}
      </VisuallyHidden>
    </>
  )
}
