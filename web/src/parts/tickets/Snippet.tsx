import { Text } from '@mantine/core'

/** A stretch of a text with the words that were searched for marked in it. */
export function Snippet({ text, words }: { text: string; words: string }) {
  return (
    <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
      {pieces(text, words).map((piece, index) =>
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

/** Split a text where one of the words begins. */
export function pieces(text: string, words: string): { text: string; hit: boolean }[] {
  const wanted = words.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1)
  if (wanted.length === 0) return [{ text, hit: false }]
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join('|')})`, 'giu')
  return text
    .split(found)
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((piece) => piece.text)
}
