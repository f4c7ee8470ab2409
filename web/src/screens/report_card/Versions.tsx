import { Badge, Group, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModelCard } from '../../contract/report_card.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { Moment } from '../../parts/text/Moment.tsx'

/** Every version with the data that it saw and what it reached. */
export function Versions({ models }: { models: ModelCard[] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('reportCard.versions')} hint={t('reportCard.versionsHint')} flush>
      <WideTable minWidth={720} px="md" pb="sm">
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('reportCard.version')}</Table.Th>
              <Table.Th>{t('reportCard.made')}</Table.Th>
              <Table.Th ta="right">{t('reportCard.tickets')}</Table.Th>
              <Table.Th>{t('reportCard.ranker')}</Table.Th>
              <Table.Th ta="right">Hit@5</Table.Th>
              <Table.Th ta="right">MRR</Table.Th>
              <Table.Th ta="right">{t('reportCard.rival')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {models.map((model) => (
              <Row key={model.version} model={model} />
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Panel>
  )
}

function Row({ model }: { model: ModelCard }) {
  const { t } = useTranslation()
  const served = model.card?.methods.find((one) => one.name === 'swarm')?.measures
  const rival = model.card?.methods.find((one) => one.name === model.card?.rival)?.measures
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Text span size="sm" ff="monospace">
            {model.version.slice(0, 10)}
          </Text>
          {model.serving && (
            <Badge variant="light" tt="none" style={{ flexShrink: 0 }}>
              {t(model.pinned ? 'reportCard.pinned' : 'reportCard.serving')}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Moment at={model.made_at} size="sm" />
      </Table.Td>
      <Table.Td ta="right">{model.tickets.toLocaleString()}</Table.Td>
      <Table.Td>{model.ranker}</Table.Td>
      <Table.Td ta="right">{served?.['Hit@5']?.value.toFixed(3) ?? '–'}</Table.Td>
      <Table.Td ta="right">{served?.MRR?.value.toFixed(3) ?? '–'}</Table.Td>
      <Table.Td ta="right">{rival?.MRR?.value.toFixed(3) ?? '–'}</Table.Td>
    </Table.Tr>
  )
}
