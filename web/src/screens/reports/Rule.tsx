import { Group, Popover, Table, Text, UnstyledButton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Figure } from '../../contract/report.ts'
import { Mark } from './Footnotes.tsx'
import classes from './reports.module.css'

interface Props {
  label: string
  figures: readonly Figure[]
}

/** What numbers count and by which rule, a click away; each rule once. */
export function Rule({ label, figures }: Props) {
  const { t } = useTranslation()
  const rules = rulesOf(figures)
  if (rules.length === 0) return null
  const why = figures.length === 1 ? figures[0]?.why : null
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
        {rules.map((rule) => (
          <Text size="sm" fw={400} mb={4} key={rule}>
            {rule}
          </Text>
        ))}
        {why && (
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** The head of a column of numbers with their rules; on paper they are footnotes. */
export function RuledHead({ label, figures, name }: Props & { name?: string }) {
  return (
    <Table.Th>
      <Group gap={4} wrap="nowrap">
        <span>
          {label}
          {rulesOf(figures).map((rule) => (
            <Mark key={rule} rule={rule} />
          ))}
        </span>
        <Rule label={name ? `${name}: ${label}` : label} figures={figures} />
      </Group>
    </Table.Th>
  )
}

function rulesOf(figures: readonly Figure[]): string[] {
  return [...new Set(figures.map((figure) => figure.rule))]
}
