import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Suggestion } from '../../contract/swarm.ts'
import classes from './help.module.css'

/** What was weighed for one person, and how much each thing changed their score. */
export function WhyOrder({ suggestion, id }: { suggestion: Suggestion; id: string }) {
  const { t } = useTranslation()
  return (
    <div id={id} className={classes.why}>
      {suggestion.newcomer && (
        <Text size="xs" mb={4}>
          {t('team.newcomer')}
        </Text>
      )}
      <dl>
        {suggestion.why.map((one) => (
          <div key={one.kind}>
            <dt>{one.link ? <Link href={one.link}>{one.text}</Link> : one.text}</dt>
            <dd>{one.kind === 'chance' ? '' : <Factor factor={one.factor} />}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Factor({ factor }: { factor: number }) {
  const { t } = useTranslation()
  if (factor === 1) return <>{t('team.asIs')}</>
  return <>{t('team.times', { factor: factor.toFixed(2) })}</>
}
