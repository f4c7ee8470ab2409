import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { dateOf } from '../../parts/text/time.ts'
import { useDeclineReasons } from '../../state/report_card.ts'

/** Why people said no, only where five people or more gave the same reason. */
export function Reasons() {
  const { t } = useTranslation()
  const reasons = useDeclineReasons()
  return (
    <Panel title={t('reportCard.declines')} hint={t('reportCard.declinesHint')}>
      <Shown query={reasons}>
        {(data) => (
          <Stack gap={4}>
            <Text size="xs" c="dimmed">
              {t('reportCard.between', { since: dateOf(data.since), until: dateOf(data.until) })}
            </Text>
            {data.items.length === 0 && <Text size="sm">{t('reportCard.tooFew')}</Text>}
            {data.items.map((one) => (
              <Group key={one.why} justify="space-between" maw={420}>
                <Text size="sm">{t(`reportCard.why.${one.why as 'other'}`)}</Text>
                <Text size="sm" c="dimmed">
                  {t('reportCard.noes', { count: one.count, people: one.people })}
                </Text>
              </Group>
            ))}
            {data.withheld && data.items.length > 0 && (
              <Text size="xs" c="dimmed">
                {t('reportCard.withheld')}
              </Text>
            )}
          </Stack>
        )}
      </Shown>
    </Panel>
  )
}
