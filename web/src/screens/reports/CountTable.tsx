import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CountRow } from '../../contract/report.ts'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { FigureNote, FigureValue } from './FigureTile.tsx'
import { RuledHead } from './Rule.tsx'

/** Tickets and their median time by how often they were reassigned. */
export function CountTable({ rows }: { rows: CountRow[] }) {
  const { t } = useTranslation()
  return (
    <WideTable minWidth={340}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('reports.times')}</Table.Th>
            <RuledHead label={t('reports.tickets')} figures={rows.map((row) => row.tickets)} />
            <RuledHead
              label={`${t('reports.resolve')}, ${t('reports.median').toLowerCase()}`}
              figures={rows.map((row) => row.median_resolve)}
            />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.label}>
              <Table.Td>{row.label}×</Table.Td>
              <Table.Td>
                <FigureValue label={`${row.label}×`} figure={row.tickets} />
              </Table.Td>
              <Table.Td>
                <FigureValue label={`${row.label}×`} figure={row.median_resolve} />
                <FigureNote label={`${row.label}×`} figure={row.median_resolve} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  )
}
