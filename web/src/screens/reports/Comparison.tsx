import { Alert, Badge, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { ComparisonRow, Comparison as Report } from '../../contract/report.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { useComparison } from '../../state/reports.ts'
import { Adjusted } from './Adjusted.tsx'
import { EffortPanel } from './EffortPanel.tsx'
import { FigureNote, FigureTile, FigureValue } from './FigureTile.tsx'
import { reportFilterOf } from './filter.ts'
import { sideOf } from './numbers.ts'
import { ReportFrame } from './ReportFrame.tsx'
import classes from './reports.module.css'
import { Curves } from './SpreadPanel.tsx'

/** Swarm beside tier, with counts and intervals, and what the numbers cannot say. */
export function Comparison() {
  const [params] = useSearchParams()
  const filter = reportFilterOf(params)
  const comparison = useComparison(filter)
  return (
    <ReportFrame name="comparison">
      <Adjusted filter={filter} />
      <Shown query={comparison} waiting={<WaitingRows count={12} height={56} />}>
        {(report) => <Sides report={report} />}
      </Shown>
    </ReportFrame>
  )
}

function Sides({ report }: { report: Report }) {
  const { t } = useTranslation()
  const alike = report.effort.measured_alike
  return (
    <Stack>
      <Panel
        title={t('reports.comparison')}
        hint={report.rule}
        aside={
          <Badge variant="light" color="gray" tt="none">
            {report.badge === 'randomized' ? t('reports.randomized') : t('reports.observational')}
          </Badge>
        }
      >
        <p className={classes.sentence}>{report.sentence}</p>
        {report.cautions.length > 0 && (
          <Alert variant="light" color="honey" mb="md">
            {report.cautions.map((caution) => (
              <Text size="sm" key={caution} c="var(--mantine-color-text)">
                {caution}
              </Text>
            ))}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {report.sides.map((side) => (
            <div key={side.process}>
              <Text fw={600}>{side.label}</Text>
              <Group gap="xl" align="flex-start">
                <FigureTile label={t('reports.tickets')} figure={side.tickets} />
                <FigureTile label={t('reports.solved')} figure={side.solved} />
                <FigureTile label={t('reports.open')} figure={side.open} />
              </Group>
              {(side.undated.value ?? 0) > 0 && (
                <Text size="xs" c="dimmed">
                  {t('reports.undated')}:{' '}
                  <FigureValue label={t('reports.undated')} figure={side.undated} />
                </Text>
              )}
            </div>
          ))}
        </SimpleGrid>
      </Panel>
      {report.curves && (
        <Panel title={t('reports.resolve')} hint={t('reports.curveHint')}>
          <Curves
            curves={[
              { name: t('reports.swarm'), curve: report.curves.swarm },
              { name: t('reports.tier'), curve: report.curves.tier },
            ]}
          />
        </Panel>
      )}
      <Measures rows={report.rows} />
      <Alert variant="light" color={alike ? 'petrol' : 'honey'}>
        <Text size="sm" fw={600} c="var(--mantine-color-text)">
          {alike ? t('reports.measuredAlike') : t('reports.notMeasuredAlike')}
        </Text>
        <Text size="sm" c="var(--mantine-color-text)">
          {report.effort.why}
        </Text>
      </Alert>
      <EffortPanel
        title={`${t('reports.effort')}: ${t('reports.swarm')}`}
        effort={report.effort.swarm}
      />
      <EffortPanel
        title={`${t('reports.effort')}: ${t('reports.tier')}`}
        effort={report.effort.tier}
      />
    </Stack>
  )
}

function Measures({ rows }: { rows: ComparisonRow[] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('reports.measure')} flush>
      <Table.ScrollContainer minWidth={640} px="md" pb="sm">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('reports.measure')}</Table.Th>
              <Table.Th>{t('reports.swarm')}</Table.Th>
              <Table.Th>{t('reports.tier')}</Table.Th>
              <Table.Th>{t('reports.difference')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.key}>
                <Table.Th scope="row" fw={500}>
                  {row.label}
                </Table.Th>
                {(['swarm', 'tier'] as const).map((side) => (
                  <Table.Td key={side}>
                    <FigureValue
                      label={`${row.label}, ${t(`reports.${side}`)}`}
                      figure={row[side]}
                    />
                    <FigureNote
                      label={`${row.label}, ${t(`reports.${side}`)}`}
                      figure={row[side]}
                    />
                  </Table.Td>
                ))}
                <Table.Td>
                  <Difference row={row} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

function Difference({ row }: { row: ComparisonRow }) {
  const { t } = useTranslation()
  if (!row.difference) return <Text c="dimmed">–</Text>
  return (
    <>
      <FigureValue label={row.label} figure={row.difference} />
      <FigureNote
        label={`${row.label}, ${t('reports.difference').toLowerCase()}`}
        figure={row.difference}
      />
      {row.better && row.difference.value !== null && (
        <Text size="xs" fw={600}>
          {t(`reports.better.${sideOf(row.difference, row.better)}`)}
        </Text>
      )}
    </>
  )
}
