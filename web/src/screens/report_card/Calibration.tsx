import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CalibrationBin } from '../../contract/report_card.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import classes from './calibration.module.css'

const SIDE = 220
const EDGE = 28

/** Said against what happened: on the diagonal a probability means what it says. */
export function Calibration({ bins }: { bins: CalibrationBin[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...bins.map((bin) => bin.count))
  const x = (share: number) => EDGE + share * SIDE
  const y = (share: number) => SIDE + 8 - share * SIDE
  return (
    <Panel title={t('reportCard.calibration')} hint={t('reportCard.calibrationHint')}>
      {bins.length === 0 && <Text size="sm">{t('reportCard.noCalibration')}</Text>}
      {bins.length > 0 && (
        <div className={classes.both}>
          <svg
            className={classes.curve}
            viewBox={`0 0 ${SIDE + EDGE + 8} ${SIDE + EDGE + 8}`}
            role="img"
            aria-label={t('reportCard.calibrationWords')}
          >
            <line className={classes.axis} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(0)} />
            <line className={classes.axis} x1={x(0)} y1={y(0)} x2={x(0)} y2={y(1)} />
            <line className={classes.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
            <polyline
              className={classes.line}
              points={bins.map((bin) => `${x(bin.said)},${y(bin.happened)}`).join(' ')}
            />
            {bins.map((bin) => (
              <circle
                key={bin.said}
                className={classes.dot}
                cx={x(bin.said)}
                cy={y(bin.happened)}
                r={2.5 + 4 * Math.sqrt(bin.count / most)}
              />
            ))}
            <text className={classes.words} x={x(0.5)} y={SIDE + EDGE} textAnchor="middle">
              {t('reportCard.said')}
            </text>
            <text
              className={classes.words}
              transform={`translate(14 ${y(0.5)}) rotate(-90)`}
              textAnchor="middle"
            >
              {t('reportCard.happened')}
            </text>
          </svg>
          <Table verticalSpacing={2} fz="xs" w="auto">
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right">{t('reportCard.said')}</Table.Th>
                <Table.Th ta="right">{t('reportCard.happened')}</Table.Th>
                <Table.Th ta="right">{t('reportCard.count')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {bins.map((bin) => (
                <Table.Tr key={bin.said}>
                  <Table.Td ta="right">{percent(bin.said)}</Table.Td>
                  <Table.Td ta="right">{percent(bin.happened)}</Table.Td>
                  <Table.Td ta="right">{bin.count.toLocaleString()}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Panel>
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}
