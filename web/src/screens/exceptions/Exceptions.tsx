import { Badge, Group, Stack, Text } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { type ExceptionRow, KINDS, useExceptions } from '../../state/exceptions.ts'

/** What goes wrong now; each line leads to where it can be mended. */
export function Exceptions() {
  const { t } = useTranslation()
  useDocumentTitle(`${t('exceptions.title')} · Swarm`)
  const found = useExceptions()
  return (
    <Stack gap="md">
      <PageHead
        title={t('exceptions.title')}
        hint={t(found.data?.mine ? 'exceptions.hintMine' : 'exceptions.hint')}
      />
      <Shown query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('exceptions.none')} hint={t('exceptions.noneHint')} />
            </div>
          ) : (
            KINDS.map((kind) => (
              <OfKind key={kind} kind={kind} rows={items.filter((one) => one.kind === kind)} />
            ))
          )
        }
      </Shown>
    </Stack>
  )
}

function OfKind({ kind, rows }: { kind: ExceptionRow['kind']; rows: ExceptionRow[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <Panel
      title={t(`exceptions.kind.${kind}`, { count: rows.length })}
      hint={t(`exceptions.rule.${kind}`)}
      flush
    >
      <ul className="plain-list">
        {rows.map((row) => (
          <Row key={row.swarm ?? `ticket-${row.ticket}`} row={row} />
        ))}
      </ul>
    </Panel>
  )
}

function Row({ row }: { row: ExceptionRow }) {
  const { t } = useTranslation()
  const href = row.swarm === null ? `/tickets/${row.ticket}` : `/swarms/${row.swarm}`
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <Link href={href} className="figure-link">
          #{row.ticket} {row.summary}
        </Link>
        <Group gap="sm">
          {row.count !== null && (
            <Badge variant="light" color="honey" tt="none">
              {t('exceptions.owners', { count: row.count })}
            </Badge>
          )}
          {row.owner ? (
            <PersonChip person={row.owner} size="sm" />
          ) : (
            <Text size="sm" c="dimmed">
              {t('exceptions.nobody')}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {t('exceptions.since')} <Moment at={row.since} />
          </Text>
        </Group>
      </Group>
    </li>
  )
}
