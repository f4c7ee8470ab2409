import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Card, CardMeasure } from '../../contract/report_card.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'

const MEASURES = ['Hit@1', 'Hit@3', 'Hit@5', 'R@5', 'MRR']
const SERVED = 'swarm'

/** What each way of naming people reached, each figure with its interval, best MRR first. */
export function Methods({ card }: { card: Card }) {
  const { t } = useTranslation()
  const methods = [...card.methods].sort((a, b) => mrr(b.measures) - mrr(a.measures))
  return (
    <Panel title={t('reportCard.methods')} hint={t('reportCard.methodsHint')} flush>
      <WideTable minWidth={620} px="md" pb="sm">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('reportCard.method')}</Table.Th>
              {MEASURES.map((name) => (
                <Table.Th key={name} ta="right">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {methods.map((method) => (
              <Table.Tr key={method.name}>
                <Table.Th scope="row">
                  <Text span fw={method.name === SERVED ? 700 : 400} size="sm">
                    {method.name === SERVED ? t('reportCard.served') : method.name}
                  </Text>
                </Table.Th>
                {MEASURES.map((name) => (
                  <Table.Td key={name} ta="right">
                    <Figure measure={method.measures[name]} strong={method.name === SERVED} />
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

function mrr(measures: Card['methods'][number]['measures']): number {
  return measures.MRR?.value ?? 0
}

function Figure({ measure, strong }: { measure: CardMeasure | undefined; strong: boolean }) {
  if (!measure) return <Text size="sm">–</Text>
  return (
    <>
      <Text span size="sm" fw={strong ? 700 : 400}>
        {measure.value.toFixed(3)}
      </Text>
      <Text size="xs" c="dimmed">
        {measure.low.toFixed(2)}–{measure.high.toFixed(2)}
      </Text>
    </>
  )
}
