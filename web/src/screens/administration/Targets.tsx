import { Button, Group, NumberInput, Stack, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TargetCard } from '../../contract/administration.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { WideTable } from '../../parts/tables/WideTable.tsx'
import { useSaveTargets, useTargets } from '../../state/administration.ts'
import { Place } from './Place.tsx'

const COLUMNS = [
  ['response_minutes', 'response'],
  ['resolution_minutes', 'resolution'],
  ['next_word_minutes', 'nextWord'],
] as const

/** What the desk promises, one line a priority. */
export function Targets() {
  const { t } = useTranslation()
  const targets = useTargets()
  return (
    <Place name="targets" hint={t('administration.targetsHint')}>
      <Shown query={targets}>{(data) => <Form items={data.items} />}</Shown>
    </Place>
  )
}

function Form({ items }: { items: TargetCard[] }) {
  const { t } = useTranslation()
  const save = useSaveTargets()
  const [rows, setRows] = useState(items)
  const set = (row: TargetCard, name: (typeof COLUMNS)[number][0], value: number) =>
    setRows((before) =>
      before.map((one) => (one.priority === row.priority ? { ...one, [name]: value } : one)),
    )
  return (
    <Stack className="panel" p="md" maw={720}>
      <WideTable minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tickets.priority')}</Table.Th>
              {COLUMNS.map(([, words]) => (
                <Table.Th key={words}>{t(`administration.${words}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.priority}>
                <Table.Th scope="row">{t(`shared.priority.${row.priority}`)}</Table.Th>
                {COLUMNS.map(([name, words]) => (
                  <Table.Td key={name}>
                    <NumberInput
                      aria-label={`${t(`shared.priority.${row.priority}`)}: ${t(`administration.${words}`)}`}
                      value={row[name]}
                      onChange={(value) => set(row, name, Number(value))}
                      min={1}
                      max={500_000}
                      allowDecimal={false}
                      hideControls
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <ErrorNote error={save.error} />
      <Group>
        <Button
          loading={save.isPending}
          onClick={() => save.mutate(rows, { onSuccess: () => say(t('administration.saved')) })}
        >
          {t('administration.saveTargets')}
        </Button>
      </Group>
    </Stack>
  )
}
