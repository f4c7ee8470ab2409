import { Button, Group, Table, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SmallLedger } from '../../contract/flow.ts'
import { useSmallLedger } from '../../state/flow.ts'
import { ErrorNote } from '../feedback/ErrorNote.tsx'
import { numberOf } from '../text/numbers.ts'
import { WideTable } from './WideTable.tsx'

/** Effort, elapsed time and cost of one ticket or swarm: tier of the work and of the person apart. */
export function TierLedger({ of, id }: { of: 'ticket' | 'swarm'; id: number }) {
  const { t } = useTranslation()
  const { data, error } = useSmallLedger(of, id)
  if (error) return <ErrorNote error={error} />
  if (!data || data.touches === 0) return null
  return (
    <>
      <WideTable minWidth={420}>
        <Rows ledger={data} />
      </WideTable>
      <Text size="xs" c="dimmed" mb="xs">
        {[data.note, data.currency ? null : t('flow.noRates')].filter(Boolean).join(' ')}
      </Text>
      <Group gap="xs" mb="md" className="print-never">
        {(['csv', 'xlsx'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={`/api/${of}s/${id}/ledger.${format}`}
            download
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={14} aria-hidden="true" />}
          >
            {t('reports.asFile', {
              name: t('reports.sheet.ledger'),
              format: t(`reports.${format}`),
            })}
          </Button>
        ))}
      </Group>
    </>
  )
}

function Rows({ ledger }: { ledger: SmallLedger }) {
  const { t } = useTranslation()
  const { currency } = ledger
  const rows = ledger.tiers.filter((one) => one.work_touches > 0 || one.person_touches > 0)
  const heads = [
    t('flow.tier'),
    t('flow.ofWork'),
    t('flow.elapsedShort'),
    t('flow.ofPerson'),
    ...(currency ? [t('flow.cost', { currency })] : []),
  ]
  const effort = (touches: number, minutes: number) =>
    touches === 0
      ? '–'
      : [
          t('flow.touchCount', { count: touches }),
          ...(minutes > 0 ? [numberOf(minutes, 'minutes')] : []),
        ].join(', ')
  return (
    <Table verticalSpacing={4} mb="xs">
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((one) => (
          <Table.Tr key={one.tier}>
            <Table.Td>{one.name}</Table.Td>
            <Table.Td>{effort(one.work_touches, one.work_minutes)}</Table.Td>
            <Table.Td>{one.work_touches > 0 ? numberOf(one.elapsed_hours, 'hours') : '–'}</Table.Td>
            <Table.Td>{effort(one.person_touches, one.person_minutes)}</Table.Td>
            {currency && (
              <Table.Td>{one.cost === null ? '–' : numberOf(one.cost, currency)}</Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
