import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { useTierCard } from '../../state/report_card.ts'

/** How the tier classifier did where people gave a tier themselves, newest month first. */
export function Tiers() {
  const { t, i18n } = useTranslation()
  const card = useTierCard()
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric' })
  return (
    <Panel title={t('reportCard.tiers')} hint={card.data?.rule}>
      <Shown query={card}>
        {(data) =>
          data.items.length === 0 ? (
            <Text size="sm">{t('reportCard.tiersNone')}</Text>
          ) : (
            <WideTable minWidth={520}>
              <Table verticalSpacing={6}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('reportCard.tierMonth')}</Table.Th>
                    <Table.Th ta="right">{t('reportCard.tierStated')}</Table.Th>
                    <Table.Th ta="right">{t('reportCard.tierTold')}</Table.Th>
                    <Table.Th ta="right">{t('reportCard.tierRight')}</Table.Th>
                    <Table.Th ta="right">{t('reportCard.tierLearned')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.items.toReversed().map((one) => (
                    <Table.Tr key={one.month}>
                      <Table.Td>{month.format(new Date(`${one.month}T12:00`))}</Table.Td>
                      <Table.Td ta="right">{one.stated.toLocaleString()}</Table.Td>
                      <Table.Td ta="right">{one.told.toLocaleString()}</Table.Td>
                      <Table.Td ta="right">{one.right.toLocaleString()}</Table.Td>
                      <Table.Td ta="right">{one.learned_from.toLocaleString()}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
          )
        }
      </Shown>
    </Panel>
  )
}
