import { Badge, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Likely, Twin } from '../../contract/managing.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { seesReports } from '../../parts/frame/Nav.tsx'
import { numberOf } from '../../parts/text/numbers.ts'
import { useTwin } from '../../state/managing.ts'
import { useMe } from '../../state/me.ts'

/** The way a swarmed ticket would likely have taken through tiers, with its held-out error. */
export function TwinPanel({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const page = useTwin(ticket.number, open)
  if (!seesReports(useMe()) || ticket.process === 'tier') return null
  return (
    <Panel
      title={t('managing.twin.title')}
      hint={page.data?.twin?.rule}
      aside={
        <Group gap="xs">
          <Badge variant="light" color="honey" tt="none">
            {t('managing.twin.badge')}
          </Badge>
          <Button
            variant="default"
            size="compact-sm"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'managing.twin.hide' : 'managing.twin.show')}
          </Button>
        </Group>
      }
    >
      {open && page.error && <ErrorNote error={page.error} />}
      {open && page.data?.why && <Text c="dimmed">{page.data.why}</Text>}
      {open && page.data?.twin && <Shown twin={page.data.twin} />}
    </Panel>
  )
}

function Shown({ twin }: { twin: Twin }) {
  const { t } = useTranslation()
  const hops = (value: number) => t('managing.twin.hopsValue', { value: value.toFixed(1) })
  const hours = (value: number) => numberOf(value, 'hours')
  const money = (value: number) => `${Math.round(value).toLocaleString('en')} ${twin.currency}`
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Told name={t('managing.twin.hops')} likely={twin.hops} say={hops} />
        <Told name={t('managing.twin.hours')} likely={twin.hours} say={hours} />
        {twin.minutes && (
          <Told
            name={t('managing.twin.minutes')}
            likely={twin.minutes}
            say={(value) => numberOf(value, 'minutes')}
          />
        )}
        {twin.cost && <Told name={t('managing.twin.cost')} likely={twin.cost} say={money} />}
      </SimpleGrid>
      <div>
        <Text size="sm" fw={600}>
          {t('managing.twin.paths')}
        </Text>
        <ul className="plain-list">
          {twin.paths.map((path) => (
            <li key={path.queues.join(' ')}>
              <Text size="sm">
                {path.queues.join(' → ')}{' '}
                <Text span c="dimmed" inherit>
                  {t('managing.twin.path', { percent: Math.round(path.share * 100) })}
                </Text>
              </Text>
            </li>
          ))}
        </ul>
      </div>
      <Text size="xs" c="dimmed">
        {t('managing.twin.learned', { count: twin.learned_from })} <HeldOut twin={twin} />
      </Text>
    </Stack>
  )
}

function Told({
  name,
  likely,
  say,
}: {
  name: string
  likely: Likely
  say: (value: number) => string
}) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz="lg" fw={650}>
        ≈ {say(likely.value)}
      </Text>
      <Text size="xs" c="dimmed">
        {t('managing.twin.interval', { low: say(likely.low), high: say(likely.high) })}
      </Text>
    </div>
  )
}

function HeldOut({ twin }: { twin: Twin }) {
  const { t } = useTranslation()
  const held = twin.held_out
  if (!held) return <>{t('managing.twin.unproved')}</>
  return (
    <>
      {t('managing.twin.heldOut', {
        judged: held.judged,
        hours: numberOf(held.hours, 'hours'),
        hops: held.hops.toFixed(2),
        hoursAverage: numberOf(held.hours_average, 'hours'),
        hopsAverage: held.hops_average.toFixed(2),
        held: Math.round(held.held * 100),
      })}
    </>
  )
}
