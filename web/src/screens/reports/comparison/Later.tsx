import { Alert, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Effect } from '../../../contract/report.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { spanOf } from '../../../parts/text/numbers.ts'
import classes from '../reports.module.css'
import { Likeness } from './Likeness.tsx'
import { Size } from './Size.tsx'

/** Swarms that were opened on the way, compared from a landmark on. */
export function Later({ effect }: { effect: Effect }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('reports.effect.later')}>
      <Stack gap="md">
        {effect.adjusted ? (
          <p className={classes.sentence}>{effect.sentence}</p>
        ) : (
          <Alert variant="light" color="honey">
            <Text fw={600} c="var(--mantine-color-text)">
              {effect.sentence}
            </Text>
          </Alert>
        )}
        <Size effect={effect} />
        <Text size="sm" c="dimmed">
          {t('reports.effect.counts', {
            swarm: effect.swarm_count,
            tier: effect.tier_count,
            horizon: spanOf(effect.horizon),
          })}
          {'. '}
          {effect.detectable}
        </Text>
        <Likeness effect={effect} />
        <details>
          <summary className={classes.summary}>{t('reports.rule')}</summary>
          <Text size="sm">{effect.rule}</Text>
        </details>
      </Stack>
    </Panel>
  )
}
