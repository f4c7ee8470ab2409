import { Box, Group, Popover, Text, UnstyledButton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Figure } from '../../contract/report.ts'
import { intervalOf, numberOf } from '../../parts/text/numbers.ts'
import { Mark } from './Footnotes.tsx'
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
        <Rule label={label} figure={figure} />
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
      <Text span inherit fz="md" fw={500} c="dimmed">
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

function Rule({ label, figure }: Props) {
  const { t } = useTranslation()
  return (
    <Popover width={300} withArrow position="bottom-start">
      <Popover.Target>
        <UnstyledButton
          aria-label={`${t('reports.rule')}: ${label}`}
          className={`quiet-icon print-never ${classes.rule}`}
        >
          <IconInfoCircle size={15} stroke={1.6} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{figure.rule}</Text>
        {figure.why && (
          <Text size="sm" c="dimmed" mt={4}>
            {figure.why}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
