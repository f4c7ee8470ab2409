import { Badge, Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconBellOff, IconMessages, IconSearch } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { SwarmRow } from '../../contract/swarm.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { FoundList } from '../../parts/rooms/FoundList.tsx'
import { subjectOf } from '../../parts/rooms/subject.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { useHear } from '../../state/connection.ts'
import { useMe } from '../../state/me.ts'
import { useSwarms } from '../../state/swarm.ts'
import { OpenRoomDialog } from './OpenRoomDialog.tsx'
import classes from './rooms.module.css'

const ANY = 'any'
const KINDS = [ANY, 'ad_hoc', 'severity', 'dispatch', 'backlog'] as const

/** My rooms with what is new in them, and every open swarm that I could help. */
export function Rooms() {
  const { t } = useTranslation()
  const desk = seesDesk(useMe())
  const [params, setParams] = useSearchParams()
  const which = desk && params.get('show') === 'open' ? 'open' : 'mine'
  const kind = KINDS.find((one) => one === params.get('kind')) ?? ANY
  const swarms = useSwarms(which, true, kind === ANY ? undefined : kind)
  const [opening, dialog] = useDisclosure()
  const choose = (show: string, of: string) =>
    setParams({ ...(show === 'open' && { show }), ...(of !== ANY && { kind: of }) })
  const [typed, setTyped] = useState(params.get('q') ?? '')
  const [words] = useDebouncedValue(typed.trim(), 250)
  return (
    <>
      <PageHead title={t('room.listTitle')} hint={desk ? t('room.listHint') : undefined}>
        {desk && (
          <Group gap="xs">
            <Select
              aria-label={t('picking.kind')}
              w={150}
              allowDeselect={false}
              value={kind}
              onChange={(value) => choose(which, value ?? ANY)}
              data={KINDS.map((one) => ({ value: one, label: t(`picking.kinds.${one}`) }))}
            />
            <SegmentedControl
              aria-label={t('room.listTitle')}
              value={which}
              onChange={(value) => choose(value, kind)}
              data={[
                { value: 'mine', label: t('room.mine') },
                { value: 'open', label: t('room.open') },
              ]}
            />
            <Button variant="default" onClick={dialog.open}>
              {t('picking.openRoom')}
            </Button>
          </Group>
        )}
        {opening && <OpenRoomDialog onClose={dialog.close} />}
      </PageHead>
      <TextInput
        mb="sm"
        aria-label={t('talk.findAll')}
        placeholder={t('talk.findAll')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {words && (
        <section className="panel" aria-label={t('talk.findAll')}>
          <FoundList words={words} />
        </section>
      )}
      <div className="panel" hidden={words !== ''}>
        <Shown query={swarms}>
          {(data) =>
            data.items.length === 0 ? (
              <Nothing which={which} desk={desk} />
            ) : (
              <ul className="plain-list">
                {data.items.map((row) => (
                  <RoomLine key={row.id} row={row} />
                ))}
              </ul>
            )
          }
        </Shown>
      </div>
    </>
  )
}

function Nothing({ which, desk }: { which: 'mine' | 'open'; desk: boolean }) {
  const { t } = useTranslation()
  const mine = which === 'mine'
  return (
    <EmptyState
      icon={<IconMessages size={34} stroke={1.4} aria-hidden="true" />}
      title={t(mine ? 'room.emptyMine' : 'room.emptyOpen')}
      hint={desk ? t(mine ? 'room.emptyMineHint' : 'room.emptyOpenHint') : undefined}
      action={
        mine && desk ? (
          <Button component={Link} href="/swarms?show=open" variant="default" mt="xs">
            {t('room.seeOpen')}
          </Button>
        ) : undefined
      }
    />
  )
}

function RoomLine({ row }: { row: SwarmRow }) {
  const { t } = useTranslation()
  return (
    <li className="row">
      {row.open && row.role !== null && <Hearing id={row.id} />}
      <div className={classes.line}>
        <div>
          <Link href={`/swarms/${row.id}`} className="row-link">
            {subjectOf(row, t)}
          </Link>
          {row.help_needed && (
            <Text size="sm" lineClamp={2}>
              {row.help_needed}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {row.opened_by.name} · {t('room.members', { count: row.members })} ·{' '}
            {row.open ? <Moment at={row.opened_at} /> : t('room.closed')}
          </Text>
        </div>
        <Group gap={6}>
          {row.muted && (
            <IconBellOff
              size={16}
              role="img"
              aria-label={t('talk.isMuted')}
              className="quiet-icon"
            />
          )}
          {row.mentions > 0 && (
            <Badge tt="none" color="petrol.8">
              {t('talk.namesYou', { count: row.mentions })}
            </Badge>
          )}
          {row.unread > 0 && (
            <Badge tt="none" color={row.muted ? 'gray.7' : 'honey.8'}>
              {t('room.unread', { count: row.unread })}
            </Badge>
          )}
        </Group>
      </div>
    </li>
  )
}

/** Hear a room of mine while the list is shown, so that its count stays right. */
function Hearing({ id }: { id: number }) {
  const client = useQueryClient()
  const again = () => void client.invalidateQueries({ queryKey: ['swarms'] })
  useHear(`swarms/${id}`, again, again)
  return null
}
