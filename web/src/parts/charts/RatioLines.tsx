import { Box, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './effects.module.css'

export interface RatioLine {
  name: string
  value: number
  low: number
  high: number
  /** What the line says, for those who do not see it and as its note. */
  words: ReactNode
}

const LEAST = 0.5
const MOST = 2
/** The scale ends there: what few tickets leave open would press all else into a point. */
const LOWEST = 0.1
const HIGHEST = 10

/** Ratios with their intervals on one logarithmic scale; the line in the middle is "the same". */
export function RatioLines({ lines, same }: { lines: RatioLine[]; same: string }) {
  const low = Math.max(LOWEST, Math.min(LEAST, ...lines.map((line) => line.low * 0.9)))
  const high = Math.min(HIGHEST, Math.max(MOST, ...lines.map((line) => line.high * 1.1)))
  const within = (value: number) => Math.min(high, Math.max(low, value))
  const place = (value: number) =>
    `${(100 * Math.log(within(value) / low)) / Math.log(high / low)}%`
  return (
    <Box>
      {lines.map((line) => (
        <Box key={line.name} className={classes.ratio}>
          <Text size="sm" className={classes.ratioName}>
            {line.name}
          </Text>
          <Box className={classes.scale} aria-hidden="true">
            <span className={classes.same} style={{ insetInlineStart: place(1) }} />
            <span
              className={classes.interval}
              style={{
                insetInlineStart: place(line.low),
                insetInlineEnd: `calc(100% - ${place(line.high)})`,
              }}
            />
            <span className={classes.point} style={{ insetInlineStart: place(line.value) }} />
          </Box>
          <Text size="sm" c="dimmed" className={classes.ratioWords}>
            {line.words}
          </Text>
        </Box>
      ))}
      <Box className={classes.ratio} aria-hidden="true">
        <span className={classes.ratioName} />
        <Box className={classes.axis}>
          {[low, 1, high].map((mark) => (
            <Text
              key={mark}
              size="xs"
              c="dimmed"
              className={classes.mark}
              style={{ insetInlineStart: place(mark) }}
            >
              {mark === 1 ? same : `× ${mark.toFixed(1)}`}
            </Text>
          ))}
        </Box>
        <span className={classes.ratioWords} />
      </Box>
    </Box>
  )
}
