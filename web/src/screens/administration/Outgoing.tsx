import { Badge, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outgoing as Row, SendState } from '../../contract/reaching.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { useOutgoing, useTryAgain } from '../../state/reaching.ts'
import { Place } from './Place.tsx'

const STATES: SendState[] = ['dead', 'waiting', 'sending', 'sent', 'void']
const COLOURS: Record<SendState, string> = {
  dead: 'red',
  waiting: 'honey',
  sending: 'honey',
  sent: 'petrol',
  void: 'gray',
}

/** Mails and pushes: what went, what waits, and what could not be delivered and why. */
export function Outgoing() {
  const { t } = useTranslation()
  const [state, setState] = useState<SendState | null>(null)
  const rows = useOutgoing(state)
  const counts = rows.data?.pages[0]?.counts ?? {}
  return (
    <Place name="outgoing" hint={t('administration.outgoingHint')}>
      <NativeSelect
        mb="md"
        maw={280}
        label={t('administration.outgoingShown')}
        value={state ?? ''}
        onChange={(event) => setState((event.currentTarget.value || null) as SendState | null)}
        data={[
          { value: '', label: t('administration.outgoingAll') },
          ...STATES.map((value) => ({
            value,
            label: `${t(`administration.sending.${value}`)} (${counts[value] ?? 0})`,
          })),
        ]}
      />
      <PagedList
        list={rows}
        row={(one) => <OutgoingRow key={one.id} one={one} />}
        empty={<EmptyState title={t('administration.outgoingNone')} />}
        waiting={6}
      />
    </Place>
  )
}

function OutgoingRow({ one }: { one: Row }) {
  const { t } = useTranslation()
  const again = useTryAgain()
  return (
    <li className="row">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Badge variant="light" color={COLOURS[one.state]} tt="none">
              {t(`administration.sending.${one.state}`)}
            </Badge>
            <Text size="sm">
              {t(`administration.way.${one.way}`)} ·{' '}
              {t(`administration.told.${one.kind as 'task'}`)} · {one.person.name} ·{' '}
              <Moment at={one.settled_at ?? one.created_at} />
            </Text>
          </Group>
          <Text size="xs" c="dimmed">
            {t('administration.tries', { count: one.tries })}
            {one.doubtful && ` · ${t('administration.doubtful')}`}
            {one.failure && ` · ${one.failure}`}
          </Text>
        </div>
        {one.state === 'dead' && (
          <Button
            size="compact-sm"
            variant="default"
            loading={again.isPending}
            onClick={() => again.mutate(one.id, { onError: sayError })}
          >
            {t('administration.sendAgain')}
          </Button>
        )}
      </Group>
    </li>
  )
}
