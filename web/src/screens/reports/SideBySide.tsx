import { Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../contract/report.ts'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { standOf } from '../../parts/text/numbers.ts'
import { FigureNote, FigureValue } from './FigureTile.tsx'
import { Mark } from './Footnotes.tsx'
import { Rule } from './Rule.tsx'

export interface Beside {
  key: string
  label: string
  sides: [Figure, Figure]
  difference: Figure | null
}

interface Props {
  /** The two sides, and their difference. */
  columns: [string, string, string]
  rows: Beside[]
  /** The words for where the first side stands; without them nothing is said of that. */
  stands?: (where: ReturnType<typeof standOf>) => string
}

/** Measures of two sides beside each other, with their difference and how sure that is. */
export function SideBySide({ columns, rows, stands }: Props) {
  const { t } = useTranslation()
  return (
    <WideTable minWidth={640}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="25%">{t('reports.measure')}</Table.Th>
            <Table.Th w="23%">{columns[0]}</Table.Th>
            <Table.Th w="23%">{columns[1]}</Table.Th>
            <Table.Th w="29%">{columns[2]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Th scope="row" fw={500}>
                <Group gap={4} wrap="nowrap">
                  <span>
                    {row.label}
                    <Mark rule={row.sides[0].rule} />
                  </span>
                  <Rule
                    label={row.label}
                    figures={row.difference ? [...row.sides, row.difference] : row.sides}
                  />
                </Group>
              </Table.Th>
              {row.sides.map((figure, place) => (
                <Table.Td key={columns[place]}>
                  <FigureValue label={`${row.label}, ${columns[place]}`} figure={figure} />
                  <FigureNote label={`${row.label}, ${columns[place]}`} figure={figure} />
                </Table.Td>
              ))}
              <Table.Td>
                <Difference row={row} said={columns[2]} stands={stands} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  )
}

interface DifferenceProps {
  row: Beside
  said: string
  stands: Props['stands']
}

function Difference({ row, said, stands }: DifferenceProps) {
  if (!row.difference) return <Text c="dimmed">–</Text>
  return (
    <>
      <FigureValue label={row.label} figure={row.difference} />
      <FigureNote label={`${row.label}, ${said.toLowerCase()}`} figure={row.difference} />
      {stands && row.difference.value !== null && (
        <Text size="xs">{stands(standOf(row.difference))}</Text>
      )}
    </>
  )
}
