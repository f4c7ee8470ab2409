import { Box, Text } from '@mantine/core'
import classes from './effects.module.css'

interface Props {
  above: number[]
  below: number[]
  label: string
}

/** Two histograms over the same bins from 0 to 1, one standing and one hanging. */
export function OverlapBars({ above, below, label }: Props) {
  const most = Math.max(1, ...above, ...below)
  const height = (count: number) => `${(100 * count) / most}%`
  return (
    <Box role="img" aria-label={label}>
      <Box className={classes.bars}>
        {above.map((count, bin) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <span key={bin} className={classes.bin}>
            <span className={classes.above}>
              <span style={{ blockSize: height(count) }} />
            </span>
            <span className={classes.below}>
              <span style={{ blockSize: height(below[bin] ?? 0) }} />
            </span>
          </span>
        ))}
      </Box>
      <Box className={classes.ends}>
        {['0%', '50%', '100%'].map((mark) => (
          <Text key={mark} size="xs" c="dimmed">
            {mark}
          </Text>
        ))}
      </Box>
    </Box>
  )
}
