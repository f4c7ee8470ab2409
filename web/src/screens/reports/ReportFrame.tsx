import { Button, Tabs } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'wouter'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Filters } from './Filters.tsx'
import { addressOf, reportFilterOf } from './filter.ts'

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
/** Those that can be taken as a sheet. */
const SHEETS: (keyof typeof PATHS)[] = ['overview', 'comparison', 'flow', 'ledger']

/** Heading, tabs, filters and downloads of every report. */
export function ReportFrame({ name, children }: { name: keyof typeof PATHS; children: ReactNode }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const [, go] = useLocation()
  const filter = reportFilterOf(params)
  return (
    <>
      <PageHead
        title={t('reports.title')}
        tab={`${t('reports.title')}: ${t(`reports.${name}`)}`}
        hint={t(UNFILTERED.includes(name) ? 'reports.wholeHint' : 'reports.filterHint')}
      >
        {SHEETS.includes(name) &&
          (['csv', 'xlsx'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              href={addressOf(`/api/reports/${name}.${format}`, filter)}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              title={t(`reports.${format}Hint`)}
            >
              {t(`reports.${format}`)}
            </Button>
          ))}
      </PageHead>
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
          {!UNFILTERED.includes(name) && <Filters />}
          {children}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
