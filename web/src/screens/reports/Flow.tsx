import { Group, SegmentedControl, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { FlowReport } from '../../contract/flow.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { fullTime } from '../../parts/text/time.ts'
import { useFlow } from '../../state/flow.ts'
import { CountTable } from './CountTable.tsx'
import { FigureTile, FigureValue } from './FigureTile.tsx'
import { Mark } from './Footnotes.tsx'
import { reportFilterOf } from './filter.ts'
import { Handovers } from './Handovers.tsx'
import { Periods } from './Periods.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { ReportShown } from './ReportShown.tsx'
import { Rule, RuledHead } from './Rule.tsx'

/** How work flowed: first owners, ping-pong, the order of tiers, waiting, handovers. */
export function Flow() {
  const [params] = useSearchParams()
  const flow = useFlow(reportFilterOf(params))
  return (
    <ReportFrame name="flow">
      <ReportShown query={flow} holds={(report) => report.tickets > 0}>
        {(report) => <Sections report={report} />}
      </ReportShown>
    </ReportFrame>
  )
}

function Sections({ report }: { report: FlowReport }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Panel title={t('flow.title')} hint={report.rule}>
        <SimpleGrid cols={{ base: 2, sm: 4 }}>
          <FigureTile label={t('flow.firstAssignment')} figure={report.first_assignment} />
          <FigureTile label={t('flow.conforming')} figure={report.conforming} />
          <FigureTile label={t('flow.twoGroups')} figure={report.two_groups} />
          <FigureTile label={t('flow.waitUser')} figure={report.wait_user} />
        </SimpleGrid>
      </Panel>
      <Periods report="flow" />
      <Levels report={report} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Order report={report} />
        <Waits report={report} />
      </SimpleGrid>
      <Network report={report} />
      {report.source && <Source source={report.source} />}
      <Text size="xs" c="dimmed">
        {t('reports.asOf', { at: fullTime(report.as_of) })}
      </Text>
    </Stack>
  )
}

const COLUMNS = [
  ['tickets', 'tickets'],
  ['reassigned', 'reassigned'],
  ['mean', 'mean'],
  ['ping_pong', 'pingPong'],
  ['loops', 'loops'],
] as const

function levelName(level: string) {
  return `flow.level.${level as 'person' | 'group' | 'tier'}` as const
}

function Levels({ report }: { report: FlowReport }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('flow.levels')}>
      <WideTable minWidth={520}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              {COLUMNS.map(([name, words]) => (
                <Table.Th key={words}>
                  <Group gap={4} wrap="nowrap">
                    {t(`flow.${words}`)}
                    <Rule
                      label={`${t('flow.levels')}: ${t(`flow.${words}`)}`}
                      figures={report.levels.map((level) => level[name])}
                    />
                  </Group>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.levels.map((level) => (
              <Table.Tr key={level.level}>
                <Table.Th scope="row">{t(levelName(level.level))}</Table.Th>
                {COLUMNS.map(([name, words]) => (
                  <Table.Td key={name}>
                    <FigureValue
                      label={`${t(levelName(level.level))}: ${t(`flow.${words}`)}`}
                      figure={level[name]}
                    />
                    <Mark rule={level[name].rule} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Panel>
  )
}

function Order({ report }: { report: FlowReport }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('flow.order')} hint={t('flow.orderHint')}>
      <SimpleGrid cols={2}>
        {report.order.map((step) => (
          <FigureTile
            key={step.key}
            label={t(`flow.steps.${step.key as 'front'}`)}
            figure={step.tickets}
          />
        ))}
      </SimpleGrid>
      {report.order_untold > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('flow.untold', { count: report.order_untold })}
        </Text>
      )}
    </Panel>
  )
}

function Waits({ report }: { report: FlowReport }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('flow.waits')} hint={t('flow.waitsHint')}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('flow.cause')}</Table.Th>
            <RuledHead label={t('flow.hours')} figures={report.waits.map((wait) => wait.hours)} />
            <RuledHead label={t('flow.share')} figures={report.waits.map((wait) => wait.share)} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.waits.map((wait) => (
            <Table.Tr key={wait.cause}>
              <Table.Td>{wait.words}</Table.Td>
              <Table.Td>
                <FigureValue label={wait.words} figure={wait.hours} />
              </Table.Td>
              <Table.Td>
                <FigureValue label={wait.words} figure={wait.share} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}

function Network({ report }: { report: FlowReport }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const chosen = params.get('level') ?? 'group'
  const level = report.levels.find((one) => one.level === chosen) ?? report.levels[1]
  const set = (value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.set('level', value)
        return next
      },
      { replace: true },
    )
  return (
    <Panel
      title={t('flow.network')}
      hint={t('flow.networkHint')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('flow.levels')}
          data={report.levels.map((one) => ({ value: one.level, label: t(levelName(one.level)) }))}
          value={level?.level ?? 'group'}
          onChange={set}
        />
      }
    >
      {level && <Handovers level={level} />}
    </Panel>
  )
}

function Source({ source }: { source: NonNullable<FlowReport['source']> }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('flow.source')} hint={source.note}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <SimpleGrid cols={2}>
          <FigureTile label={t('flow.tickets')} figure={source.cases} />
          <FigureTile label={t('flow.sourceReassigned')} figure={source.reassigned} />
          <FigureTile label={t('flow.sourceReopened')} figure={source.reopened} />
          <FigureTile label={t('flow.sourceKept')} figure={source.sla_kept} />
        </SimpleGrid>
        <CountTable rows={source.by_count} />
      </SimpleGrid>
    </Panel>
  )
}
