import { Text, type TextProps } from '@mantine/core'
import { fullTime, useNow, useSpans } from './time.ts'

const SOON_MS = 60 * 60_000

interface Props extends TextProps {
  by: string
  /** What is said once the moment has passed, instead of how late it is. */
  over?: string
}

/** How much is left until a moment; says so when it is late, and in which colour. */
export function Deadline({ by, over, ...look }: Props) {
  const now = useNow()
  const { left } = useSpans()
  const ms = Date.parse(by) - now
  const state = ms < 0 ? 'late' : ms < SOON_MS ? 'soon' : 'calm'
  return (
    <Text
      component="time"
      dateTime={by}
      title={fullTime(by)}
      span
      inherit
      fw={state === 'calm' ? undefined : 600}
      className={`deadline-${state}`}
      {...look}
    >
      {ms < 0 && over ? over : left(ms)}
    </Text>
  )
}
