import { Badge } from '@mantine/core'
import { IconChevronDown, IconChevronsUp, IconChevronUp, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Priority, Status } from '../../contract/ticket.ts'
import classes from './tickets.module.css'

/** Where a ticket stands, in a word and a colour. */
export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation()
  return (
    <Badge variant="default" size="md" className={`${classes.badge} ${classes[status]}`}>
      {t(`shared.status.${status}`)}
    </Badge>
  )
}

const SIGNS = {
  low: IconChevronDown,
  normal: IconMinus,
  high: IconChevronUp,
  urgent: IconChevronsUp,
}

/** How soon help is needed: a sign with its word, so that colour alone says nothing. */
export function PriorityMark({ priority, word = false }: { priority: Priority; word?: boolean }) {
  const { t } = useTranslation()
  const Sign = SIGNS[priority]
  const label = t(`shared.priority.${priority}`)
  return (
    <span className={`${classes.priority} ${classes[priority]}`} title={label}>
      <Sign
        size={16}
        stroke={2.4}
        aria-hidden={word}
        aria-label={word ? undefined : label}
        role="img"
      />
      {word && label}
    </span>
  )
}
