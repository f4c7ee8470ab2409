import { SimpleGrid, Stack, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { Overview as Report } from '../../contract/report.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { fullTime } from '../../parts/text/time.ts'
import { useOverview } from '../../state/reports.ts'
import { CountTable } from './CountTable.tsx'
import { EffortPanel } from './EffortPanel.tsx'
import { FigureTile } from './FigureTile.tsx'
import { reportFilterOf } from './filter.ts'
import { Periods } from './Periods.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { ReportShown } from './ReportShown.tsx'
import { SpreadPanel } from './SpreadPanel.tsx'
import { Weeks } from './Weeks.tsx'

/** How the desk did: flow, promises, swarms, effort, each number leading to its tickets. */
export function Overview() {
  const [params] = useSearchParams()
  const overview = useOverview(reportFilterOf(params))
  return (
    <ReportFrame name="overview">
      <ReportShown query={overview} holds={(report) => Boolean(report.tickets.value)}>
        {(report) => <Sections report={report} />}
      </ReportShown>
    </ReportFrame>
  )
}

const TILES = { base: 2, sm: 3, md: 5 }

function Sections({ report }: { report: Report }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Panel title={t('reports.tickets')} hint={report.rule}>
        <SimpleGrid cols={TILES} mb="sm">
          <FigureTile label={t('reports.tickets')} figure={report.tickets} />
          <FigureTile label={t('reports.solved')} figure={report.solved} />
          <FigureTile label={t('reports.open')} figure={report.open} />
          <FigureTile label={t('reports.reopened')} figure={report.reopened} />
          <FigureTile label={t('reports.reassigned')} figure={report.reassignments.share} />
        </SimpleGrid>
        <Weeks weeks={report.weeks} />
      </Panel>
      <Periods report="overview" />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <SpreadPanel
          title={t('reports.firstResponse')}
          spread={report.flow.first_response}
          axis={t('reports.stillWaiting')}
        />
        <SpreadPanel
          title={t('reports.resolve')}
          spread={report.flow.resolve}
          axis={t('reports.stillOpen')}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Promises report={report} />
        <SwarmsPanel report={report} />
      </SimpleGrid>
      <Moves report={report} />
      <EffortPanel effort={report.effort} />
      <Text size="xs" c="dimmed">
        {t('reports.asOf', { at: fullTime(report.as_of) })}
        {report.notes.map((note) => (
          <Fragment key={note.text}>
            {' · '}
            <Link href={note.tickets} className="figure-link">
              {note.text}
            </Link>
          </Fragment>
        ))}
      </Text>
    </Stack>
  )
}

function Promises({ report }: { report: Report }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('reports.promises')}>
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        <FigureTile label={t('reports.slaResponse')} figure={report.sla.response} />
        <FigureTile label={t('reports.slaResolution')} figure={report.sla.resolution} />
        <FigureTile label={t('reports.satisfaction')} figure={report.satisfaction.score} />
        <FigureTile label={t('reports.satisfied')} figure={report.satisfaction.satisfied} />
        <FigureTile label={t('reports.asked')} figure={report.satisfaction.asked} />
      </SimpleGrid>
    </Panel>
  )
}

function SwarmsPanel({ report }: { report: Report }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('reports.swarms')}>
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        <FigureTile label={t('reports.swarmsOpened')} figure={report.swarms.opened} />
        <FigureTile label={t('reports.swarmTickets')} figure={report.swarms.tickets} />
        <FigureTile label={t('reports.swarmsSolved')} figure={report.swarms.solved} />
        <FigureTile label={t('reports.peopleMedian')} figure={report.swarms.people_median} />
        <FigureTile label={t('reports.peopleMean')} figure={report.swarms.people_mean} />
      </SimpleGrid>
    </Panel>
  )
}

function Moves({ report }: { report: Report }) {
  const { t } = useTranslation()
  const { reassignments: moves, source } = report
  return (
    <SimpleGrid cols={{ base: 1, lg: source ? 2 : 1 }}>
      <Panel title={t('reports.reassignments')} hint={t('reports.byCount')}>
        <SimpleGrid cols={{ base: 2, sm: 4 }} mb="sm">
          <FigureTile label={t('reports.reassigned')} figure={moves.share} />
          <FigureTile label={t('reports.mean')} figure={moves.mean} />
          <FigureTile label={t('reports.pingPong')} figure={moves.ping_pong} />
          <FigureTile label={t('reports.twoGroups')} figure={moves.two_groups} />
        </SimpleGrid>
        <CountTable rows={moves.by_count} />
      </Panel>
      {source && (
        <Panel title={t('reports.sourceTitle')} hint={t('reports.sourceHint')}>
          <SimpleGrid cols={{ base: 2, sm: 3 }} mb="sm">
            <FigureTile label={t('reports.sourceReassigned')} figure={source.reassigned} />
            <FigureTile label={t('reports.sourceReopened')} figure={source.reopened} />
            <FigureTile label={t('reports.sourceSla')} figure={source.sla_kept} />
          </SimpleGrid>
          <CountTable rows={source.by_count} />
        </Panel>
      )}
    </SimpleGrid>
  )
}
