import { Table } from '@mantine/core'

/** The heads of a table's columns, in their words. */
export function Heads({ words }: { words: string[] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {words.map((word) => (
          <Table.Th key={word}>{word}</Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  )
}
