import { Alert, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelCard, ReportCard as Report } from '../../contract/report_card.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { SkillsPlace } from '../../parts/skills/SkillsPlace.tsx'
import { dateOf } from '../../parts/text/time.ts'
import { useReportCard } from '../../state/report_card.ts'
import { Calibration } from './Calibration.tsx'
import { Methods } from './Methods.tsx'
import { Misses } from './Misses.tsx'
import { Reasons } from './Reasons.tsx'
import { Tiers } from './Tiers.tsx'
import { Versions } from './Versions.tsx'

/** How good the recommender is on this desk's own record, also where something simpler wins. */
export function ReportCard() {
  const report = useReportCard()
  return (
    <SkillsPlace name="good">
      <Shown query={report}>{(data) => <Body report={data} />}</Shown>
    </SkillsPlace>
  )
}

function Body({ report }: { report: Report }) {
  const { t } = useTranslation()
  const serving = report.items.find((one) => one.serving) ?? report.items[0]
  const [version, setVersion] = useState(serving?.version ?? null)
  const chosen = report.items.find((one) => one.version === version) ?? serving
  if (!chosen) {
    return (
      <div className="panel">
        <EmptyState title={t('reportCard.none')} hint={t('reportCard.noneHint')} />
      </div>
    )
  }
  return (
    <Stack>
      {report.items.length > 1 && (
        <Select
          label={t('reportCard.version')}
          data={report.items.map((one) => ({
            value: one.version,
            label: `${dateOf(one.made_at)} · ${one.version.slice(0, 10)}${one.serving ? ` · ${t('reportCard.serving')}` : ''}`,
          }))}
          value={chosen.version}
          onChange={setVersion}
          allowDeselect={false}
          maw={420}
        />
      )}
      <Judged model={chosen} />
      <Reasons />
      <Tiers />
      <Versions models={report.items} />
    </Stack>
  )
}

function Judged({ model }: { model: ModelCard }) {
  const { t } = useTranslation()
  const { card } = model
  if (!card) {
    return (
      <div className="panel">
        <EmptyState
          title={t('reportCard.notJudged')}
          hint={t('reportCard.notJudgedHint', { count: model.tickets })}
        />
      </div>
    )
  }
  return (
    <>
      <Alert
        variant="light"
        color={card.verdict === 'ahead' ? 'petrol' : 'honey'}
        title={t(`reportCard.verdict.${card.verdict as 'ahead'}`, { rival: card.rival })}
      >
        <Text size="sm" c="var(--mantine-color-text)">
          {t('reportCard.judged', { count: card.judged, people: card.people })} {card.rule}
        </Text>
      </Alert>
      <Methods card={card} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Calibration bins={card.calibration ?? []} />
        <Misses misses={card.misses ?? []} />
      </SimpleGrid>
    </>
  )
}
