import { Button, Group, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { BehindRow } from '../../contract/report.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { numberOf } from '../../parts/text/numbers.ts'
import { PriorityMark, StatusBadge } from '../../parts/tickets/badges.tsx'
import { useBehind } from '../../state/reports.ts'
import { addressOf, reportFilterOf } from './filter.ts'

const PAGES: Record<string, string> = {
  flow: '/reports/flow',
  effect: '/reports/comparison',
  ledger: '/reports/ledger',
  load: '/reports/load',
}

/** The page on which a number of this measure stands. */
const pageOf = (measure: string) => PAGES[measure.split(':')[0] ?? ''] ?? '/reports'

/** The tickets behind a number of a report. */
export function Behind() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const behind = useBehind(Object.fromEntries(params))
  const first = behind.data?.pages[0]
  return (
    <>
      <PageHead
        title={t('reports.behindTitle')}
        hint={
          first && (
            <>
              <Text span fw={600} c="var(--mantine-color-text)">
                {first.said}.
              </Text>{' '}
              {first.rule} {first.selection}
            </>
          )
        }
      >
        <Button
          component={Link}
          href={addressOf(pageOf(params.get('measure') ?? ''), reportFilterOf(params))}
          variant="default"
        >
          {t('reports.back')}
        </Button>
      </PageHead>
      <PagedList
        list={behind}
        row={(row) => <Row key={row.number} row={row} unit={first?.unit ?? ''} />}
        empty={<EmptyState title={t('reports.behindNone')} />}
        waiting={12}
      />
    </>
  )
}

function Row({ row, unit }: { row: BehindRow; unit: string }) {
  const { t } = useTranslation()
  return (
    <li className="row">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Link href={`/tickets/${row.number}`} className="row-link">
            <Text span c="dimmed" mr={6}>
              #{row.number}
            </Text>
            {row.summary}
          </Link>
          <Group gap={8} mt={2}>
            <StatusBadge status={row.status} />
            <PriorityMark priority={row.priority} />
            {row.owner && <PersonChip person={row.owner} size="sm" plain />}
          </Group>
        </div>
        {row.value !== null && (
          <Text fw={600} flex="none" aria-label={t('reports.value')}>
            {contributionOf(row.value, unit, t)}
          </Text>
        )}
      </Group>
    </li>
  )
}

/** What one ticket contributes, with its unit where the number alone would not say it. */
function contributionOf(value: number, unit: string, t: TFunction): string {
  if (unit === 'kept') return t(value ? 'reports.kept' : 'reports.missed')
  return t(`reports.contributes.${unit as 'times'}`, {
    count: value,
    defaultValue: numberOf(value, unit),
  })
}
