import { Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LoadPage, PersonLoad } from '../../../contract/managing.ts'
import type { SkillRef } from '../../../contract/skill.ts'
import { EmptyState } from '../../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../../parts/feedback/Waiting.tsx'
import { PersonChip } from '../../../parts/people/PersonChip.tsx'
import { WideTable } from '../../../parts/tables/WideTable.tsx'
import { useLoad } from '../../../state/managing.ts'
import { FigureTile, FigureValue } from '../FigureTile.tsx'
import { ReportFrame } from '../ReportFrame.tsx'
import { Heads } from './Heads.tsx'

/** Interruptions against budgets, what hangs on few, and growth seats; nobody is ranked. */
export function Load() {
  return (
    <ReportFrame name="load">
      <Shown query={useLoad()} waiting={<WaitingRows count={10} height={48} />}>
        {(page) => (
          <Stack>
            <People page={page} />
            <Skills page={page} />
            <Seats page={page} />
          </Stack>
        )}
      </Shown>
    </ReportFrame>
  )
}

function People({ page }: { page: LoadPage }) {
  const { t } = useTranslation()
  const heads = [
    'person',
    'asked',
    'budget',
    'most',
    'spent',
    'rooms',
    'leaves',
    'waiting',
  ] as const
  return (
    <Panel
      title={t('managing.load.people')}
      hint={`${page.asked_rule} ${t('managing.load.peopleHint')}`}
      flush
    >
      {page.people.length === 0 ? (
        <EmptyState title={t('managing.load.nobody')} />
      ) : (
        <WideTable minWidth={860} px="md" pb="sm">
          <Table verticalSpacing={6}>
            <Heads words={heads.map((head) => t(`managing.load.${head}`))} />
            <Table.Tbody>
              {page.people.map((row) => (
                <Row key={row.person.id} row={row} />
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
    </Panel>
  )
}

function Row({ row }: { row: PersonLoad }) {
  const { t } = useTranslation()
  return (
    <Table.Tr>
      <Table.Td>
        <PersonChip person={row.person} size="sm" />
      </Table.Td>
      <Table.Td>
        <FigureValue label={`${t('managing.load.asked')}: ${row.person.name}`} figure={row.asked} />
      </Table.Td>
      <Table.Td>{row.budget}</Table.Td>
      <Table.Td>{row.most_in_a_day}</Table.Td>
      <Table.Td>{row.days_spent}</Table.Td>
      <Table.Td>{row.rooms}</Table.Td>
      <Table.Td>
        {row.only.length > 0 ? (
          <Named skills={row.only} />
        ) : (
          <Text span c="dimmed" inherit>
            {t('managing.load.nothing')}
          </Text>
        )}
        {row.mostly.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('managing.load.mostly', { names: row.mostly.map((one) => one.name).join(', ') })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <FigureValue
          label={`${t('managing.load.waiting')}: ${row.person.name}`}
          figure={row.open_needs}
        />
      </Table.Td>
    </Table.Tr>
  )
}

function Named({ skills }: { skills: SkillRef[] }) {
  return (
    <>
      {skills.map((skill, place) => (
        <span key={skill.id}>
          {place > 0 && ', '}
          <Link href={`/skills/${skill.id}`} className="figure-link">
            {skill.name}
          </Link>
        </span>
      ))}
    </>
  )
}

function Skills({ page }: { page: LoadPage }) {
  const { t } = useTranslation()
  const heads = ['skill', 'index', 'holders', 'needs'] as const
  return (
    <Panel title={t('managing.load.skills')} hint={page.index_rule} flush>
      <div style={{ padding: '0 16px 8px' }}>
        <FigureTile label={t('managing.load.covered')} figure={page.covered} />
      </div>
      <WideTable minWidth={420} px="md" pb="sm">
        <Table verticalSpacing={6}>
          <Heads words={heads.map((head) => t(`managing.load.${head}`))} />
          <Table.Tbody>
            {page.skills.map((row) => (
              <Table.Tr key={row.skill.id}>
                <Table.Td>
                  <Link href={`/skills/${row.skill.id}`} className="figure-link">
                    {row.skill.name}
                  </Link>
                </Table.Td>
                <Table.Td>{row.index.toFixed(2)}</Table.Td>
                <Table.Td>
                  {row.only ? t('managing.load.only', { name: row.only.name }) : row.holders}
                </Table.Td>
                <Table.Td>{row.open_needs}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Panel>
  )
}

function Seats({ page }: { page: LoadPage }) {
  const { t } = useTranslation()
  if (page.seats.length === 0) {
    return (
      <Panel title={t('managing.load.seats')}>
        <Text c="dimmed">{t('managing.load.noSeats')}</Text>
      </Panel>
    )
  }
  const heads = ['person', 'skill', 'learned', 'alone'] as const
  return (
    <Panel title={t('managing.load.seats')} flush>
      <div style={{ padding: '0 16px 8px' }}>
        <FigureTile label={t('managing.load.turned')} figure={page.turned} />
      </div>
      <WideTable minWidth={480} px="md" pb="sm">
        <Table verticalSpacing={6}>
          <Heads words={heads.map((head) => t(`managing.load.${head}`))} />
          <Table.Tbody>
            {page.seats.map((seat) => (
              <Table.Tr key={`${seat.person.id} ${seat.skill.id}`}>
                <Table.Td>
                  <PersonChip person={seat.person} size="sm" />
                </Table.Td>
                <Table.Td>{seat.skill.name}</Table.Td>
                <Table.Td>
                  <TicketLink number={seat.ticket} />
                </Table.Td>
                <Table.Td>
                  {seat.solo ? <TicketLink number={seat.solo} /> : t('managing.load.notYet')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Panel>
  )
}

function TicketLink({ number }: { number: number }) {
  return (
    <Link href={`/tickets/${number}`} className="figure-link">
      #{number}
    </Link>
  )
}
