import { SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { LedgerReport, LedgerSide } from '../../contract/flow.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { fullTime } from '../../parts/text/time.ts'
import { useLedger } from '../../state/flow.ts'
import { EffortPanel } from './EffortPanel.tsx'
import { FigureTile, FigureValue } from './FigureTile.tsx'
import { reportFilterOf } from './filter.ts'
import { ReportFrame } from './ReportFrame.tsx'
import { ReportShown } from './ReportShown.tsx'
import { RuledHead } from './Rule.tsx'

/** Effort, elapsed time and cost by tier, and what the tiers tell. */
export function Ledger() {
  const [params] = useSearchParams()
  const ledger = useLedger(reportFilterOf(params))
  return (
    <ReportFrame name="ledger">
      <ReportShown query={ledger} holds={(report) => report.whole.tickets > 0}>
        {(report) => <Sections report={report} />}
      </ReportShown>
    </ReportFrame>
  )
}

function Sections({ report }: { report: LedgerReport }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Panel title={t('flow.ledger')} hint={report.rule}>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <FigureTile label={t('flow.shiftLeft')} figure={report.whole.shift_left} />
          <FigureTile label={t('flow.wouldBe')} figure={report.would_be} />
          <div>
            <Text size="sm" c="dimmed">
              {t('flow.measuredAlike')}
            </Text>
            <Text fz="1.35rem" fw={650} lh={1.25}>
              {t(report.measured_alike ? 'flow.yes' : 'flow.no')}
            </Text>
            <Text size="xs" c="dimmed">
              {report.measured_why}
            </Text>
          </div>
        </SimpleGrid>
      </Panel>
      <EffortPanel effort={report.whole.effort} />
      <Side side={report.whole} name="all" />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Side side={report.swarm} name="swarm" />
        <Side side={report.tier} name="tier" />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {t('reports.asOf', { at: fullTime(report.as_of) })}
      </Text>
    </Stack>
  )
}

/** What was solved at each tier of work, and the time that passed there. */
function Side({ side, name }: { side: LedgerSide; name: 'all' | 'swarm' | 'tier' }) {
  const { t } = useTranslation()
  if (side.tickets === 0) return null
  return (
    <Panel title={`${t(`flow.side.${name}`)}: ${t('flow.byTier').toLowerCase()}`}>
      <WideTable minWidth={320}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('flow.tier')}</Table.Th>
              <RuledHead
                name={t(`flow.side.${name}`)}
                label={t('flow.resolved')}
                figures={side.tiers.map((tier) => tier.resolved)}
              />
              <RuledHead
                name={t(`flow.side.${name}`)}
                label={t('flow.elapsed')}
                figures={side.tiers.map((tier) => tier.elapsed)}
              />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {side.tiers.map((tier) => (
              <Table.Tr key={tier.tier}>
                <Table.Td>{tier.name}</Table.Td>
                <Table.Td>
                  <FigureValue
                    label={`${tier.name}: ${t('flow.resolved')}`}
                    figure={tier.resolved}
                  />
                </Table.Td>
                <Table.Td>
                  <FigureValue label={`${tier.name}: ${t('flow.elapsed')}`} figure={tier.elapsed} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Panel>
  )
}
