import { Box, Text } from '@mantine/core'
import classes from './effects.module.css'

interface Props {
  rows: { name: string; before: number; after: number; words: string }[]
}

const FAR = 0.5

/** Differences between two sides, before and after weighting, against the line at 0.1. */
export function BalanceDots({ rows }: Props) {
  const place = (value: number) => `${(100 * Math.min(Math.abs(value), FAR)) / FAR}%`
  return (
    <ul className={classes.balance}>
      {rows.map((row) => (
        <li key={row.name} className={classes.balanceRow}>
          <Text size="sm" truncate="end" title={row.name} aria-hidden="true">
            {row.name}
          </Text>
          <Box className={classes.scale} role="img" aria-label={row.words} title={row.words}>
            <span className={classes.limit} style={{ insetInlineStart: place(0.1) }} />
            <span className={classes.before} style={{ insetInlineStart: place(row.before) }} />
            <span className={classes.point} style={{ insetInlineStart: place(row.after) }} />
          </Box>
        </li>
      ))}
    </ul>
  )
}
