import { Alert, Badge, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EffectPage } from '../../../contract/report.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import type { Query } from '../../../wire/http.ts'
import { FigureTile } from '../FigureTile.tsx'
import { addressOf } from '../filter.ts'
import classes from '../reports.module.css'

const COUNTS = [
  ['swarm', 'swarmed'],
  ['tier', 'tiered'],
  ['excluded', 'excluded'],
  ['open', 'open'],
] as const

/** The sentence, the rule, the counts, and how the tickets came to go their ways. */
export function Opening({ page, filter }: { page: EffectPage; filter: Query }) {
  const { t } = useTranslation()
  const { effect } = page
  return (
    <Panel
      title={t('reports.effect.title')}
      hint={page.selection}
      aside={
        <Badge variant="light" color="gray" tt="none">
          {t(`reports.${page.badge}`)}
        </Badge>
      }
    >
      <Stack gap="md">
        {effect.adjusted ? (
          <p className={classes.sentence}>{effect.sentence}</p>
        ) : (
          <Alert variant="light" color="honey">
            <Text fw={600} c="var(--mantine-color-text)">
              {effect.sentence}
            </Text>
            {effect.now && (
              <Text size="sm" c="var(--mantine-color-text)" mt={4}>
                {effect.now}
              </Text>
            )}
          </Alert>
        )}
        <Group gap="xl" align="flex-start">
          {COUNTS.map(([name, words]) => (
            <FigureTile
              key={name}
              label={t(`reports.effect.${words}`)}
              figure={page.counts[name]}
            />
          ))}
        </Group>
        <Text size="sm" c="dimmed">
          {effect.detectable}{' '}
          <Link
            href={addressOf('/reports/experiment', filter as Record<string, string>)}
            className="figure-link"
          >
            {t('reports.effect.design')}
          </Link>
        </Text>
        <details>
          <summary className={classes.summary}>{t('reports.rule')}</summary>
          <Text size="sm">{effect.rule}</Text>
        </details>
      </Stack>
    </Panel>
  )
}
