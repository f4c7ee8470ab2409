import { Button, Tabs } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'wouter'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Filters } from './Filters.tsx'
import { addressOf, reportFilterOf } from './filter.ts'

/** Heading, tabs, filters and the download of both reports. */
export function ReportFrame({
  name,
  children,
}: {
  name: 'overview' | 'comparison' | 'flow' | 'ledger'
  children: ReactNode
}) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const [, go] = useLocation()
  const filter = reportFilterOf(params)
  const paths = {
    overview: '/reports',
    comparison: '/reports/comparison',
    flow: '/reports/flow',
    ledger: '/reports/ledger',
  }
  return (
    <>
      <PageHead
        title={t('reports.title')}
        tab={`${t('reports.title')}: ${t(`reports.${name}`)}`}
        hint={t('reports.filterHint')}
      >
        <Button
          component="a"
          href={addressOf(`/api/reports/${name}.csv`, filter)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          title={t('reports.csvHint')}
        >
          {t('reports.csv')}
        </Button>
      </PageHead>
      <Tabs
        value={name}
        onChange={(next) => go(addressOf(paths[next as keyof typeof paths], filter))}
        mb="md"
      >
        <Tabs.List>
          <Tabs.Tab value="overview">{t('reports.overview')}</Tabs.Tab>
          <Tabs.Tab value="comparison">{t('reports.comparison')}</Tabs.Tab>
          <Tabs.Tab value="flow">{t('reports.flow')}</Tabs.Tab>
          <Tabs.Tab value="ledger">{t('reports.ledger')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={name} pt="md">
          <Filters />
          {children}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
