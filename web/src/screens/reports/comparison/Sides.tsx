import { Alert, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ComparisonRow, Comparison as Report } from '../../../contract/report.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { sideOf } from '../../../parts/text/numbers.ts'
import { EffortPanel } from '../EffortPanel.tsx'
import { FigureNote, FigureValue } from '../FigureTile.tsx'

/** Effort of both sides by tier of work, and whether it was measured alike. */
export function Efforts({ report }: { report: Report }) {
  const { t } = useTranslation()
  const alike = report.effort.measured_alike
  return (
    <Stack>
      <Alert variant="light" color={alike ? 'petrol' : 'honey'}>
        <Text size="sm" fw={600} c="var(--mantine-color-text)">
          {alike ? t('reports.measuredAlike') : t('reports.notMeasuredAlike')}
        </Text>
        <Text size="sm" c="var(--mantine-color-text)">
          {report.effort.why}
        </Text>
      </Alert>
      {(['swarm', 'tier'] as const).map((side) => (
        <EffortPanel
          key={side}
          title={`${t('reports.effort')}: ${t(`reports.${side}`)}`}
          effort={report.effort[side]}
        />
      ))}
    </Stack>
  )
}

/** Every other measure of both sides, unadjusted, each number leading to its tickets. */
export function Measures({ rows }: { rows: ComparisonRow[] }) {
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
