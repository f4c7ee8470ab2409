import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { PageHead } from '../../parts/feedback/PageHead.tsx'

const PLACES = [
  'desk',
  'people',
  'teams',
  'targets',
  'severity',
  'tiers',
  'process',
  'names',
  'outgoing',
] as const

type PlaceName = (typeof PLACES)[number]

interface Props {
  name: PlaceName
  hint?: string
  action?: ReactNode
  children: ReactNode
}

/** The heading and the tabs that all administration shares. */
export function Place({ name, hint, action, children }: Props) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  return (
    <>
      <PageHead
        title={t('administration.title')}
        tab={`${t('administration.title')}: ${t(`administration.${name}`)}`}
        hint={hint}
      >
        {action}
      </PageHead>
      <Tabs
        value={name}
        onChange={(next) => go(next === 'desk' ? '/administration' : `/administration/${next}`)}
      >
        <Tabs.List>
          {PLACES.map((place) => (
            <Tabs.Tab key={place} value={place}>
              {t(`administration.${place}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={name} pt="md">
          {children}
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
