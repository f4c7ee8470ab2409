import { Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SkillMisses } from '../../contract/report_card.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'

const SHOWN = 10

/** On which skills nobody of the first five took part, most misses first. */
export function Misses({ misses }: { misses: SkillMisses[] }) {
  const { t } = useTranslation()
  const missed = misses.filter((one) => one.missed > 0).slice(0, SHOWN)
  return (
    <Panel title={t('reportCard.misses')} hint={t('reportCard.missesHint')}>
      {missed.length === 0 && <Text size="sm">{t('reportCard.noMisses')}</Text>}
      {missed.map((one) => {
        const words = t('reportCard.missedOf', { missed: one.missed, judged: one.judged })
        return (
          <Group key={one.skill} justify="space-between" gap="xs" my={4}>
            <Text size="sm">{one.skill}</Text>
            <Group gap={8} wrap="nowrap">
              <Progress
                value={(100 * one.missed) / one.judged}
                w={90}
                size="sm"
                color="honey.5"
                aria-label={`${one.skill}: ${words}`}
              />
              <Text size="xs" c="dimmed" w={72} ta="right">
                {words}
              </Text>
            </Group>
          </Group>
        )
      })}
    </Panel>
  )
}
