import { Text } from '@mantine/core'

/** Words found in a text: `[` and `]` or `<mark>` tags stand around what matched. */
export function Snippet({ text }: { text: string }) {
  return (
    <Text size="sm" c="dimmed" lineClamp={2}>
      {pieces(text).map((piece, index) =>
        piece.hit ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change its order
          <mark key={index}>{piece.text}</mark>
        ) : (
          piece.text
        ),
      )}
    </Text>
  )
}

/** Split a snippet at its marks; whatever else looks like HTML stays text. */
export function pieces(text: string): { text: string; hit: boolean }[] {
  return text
    .split(/(<mark>.*?<\/mark>)/)
    .filter(Boolean)
    .map((part) => {
      const hit = /^<mark>(.*)<\/mark>$/.exec(part)
      return { text: hit?.[1] ?? part, hit: hit !== null }
    })
}
