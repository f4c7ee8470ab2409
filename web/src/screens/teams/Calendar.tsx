import { Badge, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OnCall, Shift } from '../../contract/severity.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { useNow } from '../../parts/text/time.ts'
import { sayIn } from '../../parts/text/zones.ts'
import { takeBack, useOnCallVerb } from '../../state/on_call.ts'
import { InsteadDialog } from './InsteadDialog.tsx'
import { PlanDialog } from './PlanDialog.tsx'

/** Who is on call when; whoever keeps it plans the turns and lets people stand in. */
export function Calendar({ data }: { data: OnCall }) {
  const { t } = useTranslation()
  const [planning, setPlanning] = useState(false)
  const [given, setGiven] = useState<Shift | null>(null)
  return (
    <Panel
      title={t('severity.onCall')}
      hint={t('severity.onCallHint', { zone: data.time_zone })}
      flush
      aside={
        data.can.plan && (
          <Button size="compact-md" variant="default" onClick={() => setPlanning(true)}>
            {t('severity.plan')}
          </Button>
        )
      }
    >
      {data.shifts.length === 0 && (
        <EmptyState title={t('severity.noRotation')} hint={t('severity.noRotationHint')} />
      )}
      <ul className="plain-list">
        {data.shifts.map((shift) => (
          <Line
            key={`${shift.starts_at}-${shift.person.id}`}
            shift={shift}
            data={data}
            onGive={() => setGiven(shift)}
          />
        ))}
      </ul>
      {planning && <PlanDialog data={data} onClose={() => setPlanning(false)} />}
      {given && <InsteadDialog data={data} shift={given} onClose={() => setGiven(null)} />}
    </Panel>
  )
}

interface LineProps {
  shift: Shift
  data: OnCall
  onGive: () => void
}

function Line({ shift, data, onGive }: LineProps) {
  const { t } = useTranslation()
  const now = useNow()
  const verb = useOnCallVerb(data.team)
  const from = sayIn(data.time_zone, shift.starts_at)
  const runs = Date.parse(shift.starts_at) <= now && now < Date.parse(shift.ends_at)
  const { stand_in } = shift
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <div>
          <Group gap="xs">
            <PersonChip person={shift.person} size="sm" />
            {runs && (
              <Badge variant="light" tt="none">
                {t('severity.running')}
              </Badge>
            )}
            {stand_in !== null && (
              <Badge variant="light" color="gray" tt="none">
                {t('severity.standsIn')}
              </Badge>
            )}
            {shift.away && (
              <Badge variant="light" color="honey" tt="none">
                {t('severity.away')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" mt={2}>
            {from} – {sayIn(data.time_zone, shift.ends_at)}
          </Text>
        </div>
        {data.can.plan && (
          <Group gap="xs">
            {stand_in !== null && (
              <Button
                size="compact-sm"
                variant="default"
                loading={verb.isPending}
                aria-label={t('severity.takeBackOf', { name: shift.person.name, from })}
                onClick={() =>
                  verb.mutate(() => takeBack(data.team, stand_in), { onError: sayError })
                }
              >
                {t('severity.takeBack')}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('severity.insteadOf', { from })}
              onClick={onGive}
            >
              {t('severity.instead')}
            </Button>
          </Group>
        )}
      </Group>
    </li>
  )
}
