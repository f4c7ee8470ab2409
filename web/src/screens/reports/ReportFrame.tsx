import { Button, Menu, Tabs, Text, Title } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'wouter'
import type { MailedPage } from '../../contract/saved_report.ts'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { usePrinted } from '../../parts/feedback/printing.ts'
import { fullTime } from '../../parts/text/time.ts'
import { useMe } from '../../state/me.ts'
import { ByMail } from './ByMail.tsx'
import { Filters } from './Filters.tsx'
import { Footnotes } from './Footnotes.tsx'
import { addressOf, type ReportFilter, reportFilterOf } from './filter.ts'
import { useFilterWords } from './filter_words.ts'

const PATHS = {
  overview: '/reports',
  comparison: '/reports/comparison',
  flow: '/reports/flow',
  ledger: '/reports/ledger',
  experiment: '/reports/experiment',
  fit: '/reports/fit',
  load: '/reports/load',
}
/** The load is of today and of the whole desk: nothing narrows it. */
const UNFILTERED: (keyof typeof PATHS)[] = ['load']
/** The sheets of a page where it has others than one of its own name. */
const SHEETS: Partial<Record<keyof typeof PATHS, Sheet[]>> = {
  comparison: ['comparison', 'effect', 'effect/groups'],
}
/** Those that can come by mail. */
const MAILED: readonly string[] = ['overview', 'comparison', 'flow', 'ledger']

function isMailed(name: keyof typeof PATHS): name is MailedPage {
  return MAILED.includes(name)
}

/** Reports of which a period can stand beside an earlier one. */
const WITH_PERIODS = { overview: 'overview/periods', flow: 'flow/periods' } as const

type Sheet = keyof typeof PATHS | 'effect' | 'effect/groups' | 'overview/periods' | 'flow/periods'

/** Heading, tabs, filters and downloads of every report. */
export function ReportFrame({ name, children }: { name: keyof typeof PATHS; children: ReactNode }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const [, go] = useLocation()
  const filter = reportFilterOf(params)
  usePrinted()
  return (
    <Footnotes>
      <PrintHead name={name} />
      <div className="print-never">
        <PageHead
          title={t('reports.title')}
          tab={`${t('reports.title')}: ${t(`reports.${name}`)}`}
          hint={t(UNFILTERED.includes(name) ? 'reports.wholeHint' : 'reports.filterHint')}
        >
          {isMailed(name) && <ByMail page={name} />}
          <Downloads name={name} filter={filter} />
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden="true" />}
            title={t('reports.printHint')}
            onClick={() => window.print()}
          >
            {t('reports.print')}
          </Button>
        </PageHead>
      </div>
      <Tabs
        value={name}
        onChange={(next) => go(addressOf(PATHS[next as keyof typeof PATHS], filter))}
        mb="md"
      >
        <Tabs.List>
          {(Object.keys(PATHS) as (keyof typeof PATHS)[]).map((one) => (
            <Tabs.Tab value={one} key={one}>
              {t(`reports.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={name} pt="md">
          {!UNFILTERED.includes(name) && (
            <div className="print-never">
              <Filters />
            </div>
          )}
          {children}
        </Tabs.Panel>
      </Tabs>
    </Footnotes>
  )
}

function Downloads({ name, filter }: { name: keyof typeof PATHS; filter: ReportFilter }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const against = params.get('against')
  const sheets: Sheet[] = [...(SHEETS[name] ?? [name])]
  if (against && (filter.from || filter.saved) && (name === 'overview' || name === 'flow'))
    sheets.push(WITH_PERIODS[name])
  // What an experiment should show stands in its address beside the filter.
  const wish = name === 'experiment' ? Object.fromEntries(params) : {}
  const more = (sheet: Sheet) => (against && sheet.endsWith('periods') ? { against } : wish)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          {t('reports.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {sheets.flatMap((sheet) =>
          (['csv', 'xlsx'] as const).map((format) => (
            <Menu.Item
              key={`${sheet}.${format}`}
              component="a"
              href={addressOf(`/api/reports/${sheet}.${format}`, { ...more(sheet), ...filter })}
              download
            >
              {t('reports.asFile', {
                name: t(`reports.sheet.${sheet}`),
                format: t(`reports.${format}`),
              })}
            </Menu.Item>
          )),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What stands over a report on paper: which one, of which tickets, who printed it and when. */
function PrintHead({ name }: { name: keyof typeof PATHS }) {
  const { t } = useTranslation()
  const me = useMe()
  const words = useFilterWords()
  return (
    <header className="print-only">
      <Text size="xs" c="dimmed">
        {t('reports.printed', {
          desk: window.location.host,
          name: me.name,
          at: fullTime(new Date().toISOString()),
        })}
      </Text>
      <Title order={1}>{`${t('reports.title')}: ${t(`reports.${name}`)}`}</Title>
      <Text size="sm" mb="md">
        {UNFILTERED.includes(name)
          ? t('reports.wholeHint')
          : words.length > 0
            ? words.join(' · ')
            : t('reports.allTickets')}
      </Text>
    </header>
  )
}
