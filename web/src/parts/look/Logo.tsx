import { Group, Text } from '@mantine/core'

/** One in the middle, others gathered round: the mark of the product. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0c606b" />
      <g stroke="#abd8dc" strokeWidth="1.8" strokeLinecap="round">
        <path d="M16 16 8.2 9.4M16 16l8.6-6.2M16 16l-7 7.6M16 16l8 7" />
      </g>
      <circle cx="16" cy="16" r="4.4" fill="#f2d797" />
      <g fill="#eaf6f7">
        <circle cx="8" cy="9.2" r="2.6" />
        <circle cx="24.8" cy="9.6" r="2.6" />
        <circle cx="8.8" cy="23.8" r="2.6" />
        <circle cx="24.2" cy="23.2" r="2.6" />
      </g>
    </svg>
  )
}

export function Wordmark() {
  return (
    <Group gap={9} wrap="nowrap">
      <Mark />
      <Text component="span" fw={700} fz={18} lts="-0.02em">
        swarm
      </Text>
    </Group>
  )
}
