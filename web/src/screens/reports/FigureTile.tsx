import { Box, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Figure } from '../../contract/report.ts'
import { intervalOf, numberOf } from '../../parts/text/numbers.ts'
import { Mark } from './Footnotes.tsx'
import { Rule } from './Rule.tsx'
import classes from './reports.module.css'

interface Props {
  label: string
  figure: Figure
}

/** A number with its name, its interval, over how many, its rule, and the way to its tickets. */
export function FigureTile({ label, figure }: Props) {
  return (
    <Box>
      <Group gap={4} wrap="nowrap">
        <Text size="sm" c="dimmed">
          {label}
          <Mark rule={figure.rule} />
        </Text>
        <Rule label={label} figures={[figure]} />
      </Group>
      <Text fz="1.35rem" fw={650} lh={1.25}>
        <FigureValue label={label} figure={figure} />
      </Text>
      <FigureNote label={label} figure={figure} />
    </Box>
  )
}

/** The value, as a link to the tickets behind it where there is one. */
export function FigureValue({ label, figure }: Props) {
  const { t } = useTranslation()
  if (figure.value === null) {
    return (
      <Text span inherit fz="min(1rem, 1em)" fw={500} c="dimmed">
        {t('reports.notMeasured')}
      </Text>
    )
  }
  const value = numberOf(figure.value, figure.unit)
  if (!figure.tickets) return <>{value}</>
  return (
    <Link
      href={figure.tickets}
      className="figure-link"
      aria-label={`${value}. ${t('reports.behind', { label })}`}
    >
      {value}
    </Link>
  )
}

/** The interval and over how many; or why nothing was measured. */
export function FigureNote({ label, figure }: Props) {
  const { t } = useTranslation()
  const interval = intervalOf(figure)
  const counted = t('reports.counted', { count: figure.count })
  return (
    <Text size="xs" c="dimmed">
      {figure.value === null ? figure.why : interval && t('reports.interval', interval)}
      {(figure.value === null || interval) && figure.count > 0 && ' · '}
      {figure.count > 0 && figure.over ? (
        <Link
          href={figure.over}
          className={`figure-link ${classes.over}`}
          aria-label={`${counted}. ${t('reports.overTickets', { label })}`}
        >
          {counted}
        </Link>
      ) : (
        figure.value !== null && counted
      )}
    </Text>
  )
}
