import { Text, type TextProps } from '@mantine/core'
import { fullTime, useNow, useSpans } from './time.ts'

/** A moment as “3 h ago”, with the full date for those who ask; keeps itself current. */
export function Moment({ at, ...look }: { at: string } & TextProps) {
  const now = useNow()
  const { ago, within } = useSpans()
  const since = now - Date.parse(at)
  return (
    <Text component="time" dateTime={at} title={fullTime(at)} span inherit {...look}>
      {since < -60_000 ? within(since) : ago(Math.max(0, since))}
    </Text>
  )
}
