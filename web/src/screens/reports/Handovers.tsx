import { Grid, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LevelFlow } from '../../contract/flow.ts'
import { NodeGraph } from '../../parts/charts/NodeGraph.tsx'
import { FigureValue } from './FigureTile.tsx'

/** Who hands over to whom, drawn and as a list that leads to the tickets. */
export function Handovers({ level }: { level: LevelFlow }) {
  const { t } = useTranslation()
  if (level.handovers.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('flow.noHandovers')}
      </Text>
    )
  const names = [...new Set(level.handovers.flatMap((one) => [one.origin, one.to]))]
  return (
    <Grid>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <NodeGraph
          label={t('flow.network')}
          nodes={names.map((name) => ({ key: name, kind: level.level, label: name }))}
          ties={level.handovers.map((one) => ({
            from: one.origin,
            to: one.to,
            weight: one.times.value ?? 0,
          }))}
          centre={null}
          onChoose={() => undefined}
          height={460}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <section
          className="print-whole"
          style={{ maxBlockSize: 460, overflowY: 'auto' }}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
          tabIndex={0}
          aria-label={t('flow.handoverList')}
        >
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('flow.from')}</Table.Th>
                <Table.Th>{t('flow.to')}</Table.Th>
                <Table.Th>{t('flow.times')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {level.handovers.map((one) => (
                <Table.Tr key={`${one.origin}→${one.to}`}>
                  <Table.Td>{one.origin}</Table.Td>
                  <Table.Td>{one.to}</Table.Td>
                  <Table.Td>
                    <FigureValue label={`${one.origin} → ${one.to}`} figure={one.times} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      </Grid.Col>
    </Grid>
  )
}
