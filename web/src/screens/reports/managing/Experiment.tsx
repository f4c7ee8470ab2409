import { Alert, Group, NumberInput, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { DesignPage, Needed } from '../../../contract/managing.ts'
import { RatioLines } from '../../../parts/charts/RatioLines.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../../parts/feedback/Waiting.tsx'
import { administers } from '../../../parts/frame/Nav.tsx'
import { timesOf } from '../../../parts/text/numbers.ts'
import { dateOf } from '../../../parts/text/time.ts'
import { useDesign } from '../../../state/managing.ts'
import { useMe } from '../../../state/me.ts'
import { FigureTile } from '../FigureTile.tsx'
import { reportFilterOf } from '../filter.ts'
import { ReportFrame } from '../ReportFrame.tsx'
import classes from '../reports.module.css'
import { Heads } from './Heads.tsx'

const WISHES = [
  { name: 'ratio', usual: 1.2, times: 1, min: 1.02, max: 10, step: 0.05 },
  { name: 'share', usual: 0.5, times: 100, min: 5, max: 95, step: 5 },
  { name: 'power', usual: 0.8, times: 100, min: 50, max: 99, step: 5 },
] as const

/** What an experiment would need, by the desk's own tickets, and how the running one stands. */
export function Experiment() {
  const [params] = useSearchParams()
  const wish = Object.fromEntries(
    WISHES.flatMap(({ name }) => (params.get(name) ? [[name, params.get(name) ?? '']] : [])),
  )
  const design = useDesign({ ...reportFilterOf(params), ...wish })
  return (
    <ReportFrame name="experiment">
      <Shown query={design} waiting={<WaitingRows count={8} height={56} />}>
        {(page) => (
          <Stack>
            <Plan page={page} />
            <Running page={page} />
          </Stack>
        )}
      </Shown>
    </ReportFrame>
  )
}

function Plan({ page }: { page: DesignPage }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <Panel title={t('managing.experiment.plan')} hint={t('managing.experiment.planHint')}>
      <Stack gap="md">
        <Wishes />
        {page.wished ? (
          <p className={classes.sentence} aria-live="polite">
            {t('managing.experiment.needs', { count: page.wished.tickets })}{' '}
            <Duration needed={page.wished} weekly={page.weekly.value ?? 0} />
          </p>
        ) : (
          <Alert variant="light" color="honey" title={t('managing.experiment.untellable')}>
            <Text size="sm" c="var(--mantine-color-text)">
              {page.spread.why}
            </Text>
          </Alert>
        )}
        <Group gap="xl" align="flex-start">
          <FigureTile label={t('managing.experiment.spread')} figure={page.spread} />
          <FigureTile label={t('managing.experiment.weekly')} figure={page.weekly} />
        </Group>
        {page.wished && <Others page={page} />}
        <Text size="sm" c="dimmed">
          {page.rule} {page.selection}{' '}
          {administers(me) && (
            <Link href="/administration/process" className="figure-link">
              {t('managing.experiment.policy')}
            </Link>
          )}
        </Text>
      </Stack>
    </Panel>
  )
}

function Wishes() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const set = (name: string, value: number) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.set(name, String(value))
        return next
      },
      { replace: true },
    )
  return (
    <Group gap="md" align="flex-end">
      {WISHES.map(({ name, usual, times, min, max, step }) => (
        <NumberInput
          key={name}
          w={190}
          label={t(`managing.experiment.${name}`)}
          description={t(`managing.experiment.${name}Hint`)}
          value={Math.round(Number(params.get(name) ?? usual) * times * 100) / 100}
          min={min}
          max={max}
          step={step}
          clampBehavior="strict"
          onChange={(value) => {
            const said = Number(value)
            if (said >= min && said <= max) set(name, said / times)
          }}
        />
      ))}
    </Group>
  )
}

function Duration({ needed, weekly }: { needed: Needed; weekly: number }) {
  const { t } = useTranslation()
  if (needed.weeks === null) return <>{t('managing.experiment.noneCome')}</>
  const rate = Math.round(weekly)
  if (!needed.by) return <>{t('managing.experiment.tooLong', { weekly: rate })}</>
  const day = dateOf(needed.by)
  return (
    <>{t('managing.experiment.weeks', { weekly: rate, weeks: Math.ceil(needed.weeks), day })}</>
  )
}

function Others({ page }: { page: DesignPage }) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <div>
        <Title order={3}>{t('managing.experiment.others')}</Title>
        <Table verticalSpacing={4}>
          <Heads
            words={(['difference', 'tickets', 'duration'] as const).map((head) =>
              t(`managing.experiment.${head}`),
            )}
          />
          <Table.Tbody>
            {page.others.map((one) => (
              <Table.Tr key={one.ratio}>
                <Table.Td>{one.ratio.toFixed(1)}</Table.Td>
                <Table.Td>{one.tickets.toLocaleString('en')}</Table.Td>
                <Table.Td>
                  {one.weeks === null ? '–' : Math.ceil(one.weeks).toLocaleString('en')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <div>
        <Title order={3}>{t('managing.experiment.reach')}</Title>
        <ul className="plain-list">
          {page.reach.map((one) => (
            <li key={one.weeks}>
              <Text size="sm" py={4}>
                {t('managing.experiment.reachWords', { ...one, ratio: one.ratio.toFixed(2) })}
              </Text>
            </li>
          ))}
        </ul>
      </div>
    </SimpleGrid>
  )
}

function Running({ page }: { page: DesignPage }) {
  const { t } = useTranslation()
  const lines = page.looks.map(({ week, count, value, low, high }) => ({
    name: t('managing.experiment.week', { week }),
    value,
    low,
    high,
    words: t('managing.experiment.look', {
      count,
      value: timesOf(value),
      low: timesOf(low),
      high: timesOf(high),
    }),
  }))
  return (
    <Panel title={t('managing.experiment.running')} hint={page.running?.rule}>
      {page.running ? (
        <p className={classes.sentence}>{page.running.sentence}</p>
      ) : (
        <Text c="dimmed">{t('managing.experiment.none')}</Text>
      )}
      {lines.length > 0 && (
        <>
          <Title order={3}>{t('managing.experiment.looks')}</Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('managing.experiment.looksHint')}
          </Text>
          <RatioLines lines={lines} same={t('reports.effect.same')} />
        </>
      )}
    </Panel>
  )
}
