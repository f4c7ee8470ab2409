import { SimpleGrid, Table, Text } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Effort, TierRow } from '../../contract/report.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { FigureValue } from './FigureTile.tsx'
import { RuledHead } from './Rule.tsx'
import classes from './reports.module.css'

/** Effort by tier of the work and by tier of the person, side by side, never mixed. */
export function EffortPanel({ effort, title }: { effort: Effort; title?: string }) {
  const { t } = useTranslation()
  return (
    <Panel title={title ?? t('reports.effort')} hint={t('reports.effortHint')}>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <TierTable title={t('reports.ofWork')} rows={effort.of_work} />
        <TierTable
          title={t('reports.ofPerson')}
          rows={effort.of_person}
          currency={effort.currency}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="xs">
        {effort.rule} {t('reports.measured')}:{' '}
        {effort.measured.map((one, place) => (
          <Fragment key={one.how}>
            {place > 0 && ' · '}
            {t(`reports.how.${one.how as 'activity'}`)}{' '}
            <FigureValue label={t(`reports.how.${one.how as 'activity'}`)} figure={one.touches} />
          </Fragment>
        ))}
      </Text>
    </Panel>
  )
}

interface TableProps {
  title: string
  rows: TierRow[]
  /** Of the costs; without one there is no column for them. */
  currency?: string | null
}

function TierTable({ title, rows, currency = null }: TableProps) {
  const { t } = useTranslation()
  const most = Math.max(1, ...rows.map((row) => row.touches.value ?? 0))
  return (
    <WideTable minWidth={320}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{title}</Table.Th>
            <RuledHead
              name={title}
              label={t('reports.touches')}
              figures={rows.map((row) => row.touches)}
            />
            <RuledHead
              name={title}
              label={t('reports.minutes')}
              figures={rows.map((row) => row.minutes)}
            />
            {currency && (
              <RuledHead
                name={title}
                label={t('reports.cost', { currency })}
                figures={rows.flatMap((row) => row.cost ?? [])}
              />
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.tier}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td>
                <span
                  className={classes.bar}
                  style={{ inlineSize: `${((row.touches.value ?? 0) / most) * 70}px` }}
                />
                <FigureValue label={`${title}: ${row.name}`} figure={row.touches} />
              </Table.Td>
              <Table.Td>
                <FigureValue label={`${title}: ${row.name}`} figure={row.minutes} />
              </Table.Td>
              {currency && row.cost && (
                <Table.Td>
                  <FigureValue label={`${title}: ${row.name}`} figure={row.cost} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  )
}
