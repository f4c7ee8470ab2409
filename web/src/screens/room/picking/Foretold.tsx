import { Text } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useForesight, useLikelyHelpers } from '../../../state/matching.ts'
import classes from './picking.module.css'

const percent = (share: number) => Math.round(share * 100)
const NAMED = 3

/**
 * What the desk foretells of a ticket before anybody owns it, and who has shown what it needs.
 * Asked only of what is on the screen.
 */
export function Foretold({ number }: { number: number }) {
  const { t } = useTranslation()
  const { ref, entry } = useIntersection({ threshold: 0 })
  const seen = entry?.isIntersecting === true
  const { data } = useForesight(number, seen)
  const helpers = useLikelyHelpers(number, seen)
  const names = helpers.data?.items.slice(0, NAMED).map((one) => one.person.name) ?? []
  return (
    <div ref={ref} className={classes.foretold}>
      <Text size="xs" c="dimmed">
        {data?.bounce &&
          `${t('picking.bounce', {
            percent: percent(data.bounce.probability),
            usual: percent(data.bounce.usual),
          })} · `}
        {data?.tier &&
          `${t('picking.tier', {
            tier: data.tier.tier,
            percent: percent(data.tier.probability),
          })} · `}
        {data?.nearest?.known ? (
          <>
            {t('picking.known')}{' '}
            <Link href={`/tickets/${data.nearest.ticket}`} className="figure-link">
              #{data.nearest.ticket}
            </Link>
          </>
        ) : (
          data && t('picking.unknown')
        )}
      </Text>
      {names.length > 0 && (
        <Text size="xs">{t('picking.couldTake', { names: names.join(', ') })}</Text>
      )}
    </div>
  )
}
