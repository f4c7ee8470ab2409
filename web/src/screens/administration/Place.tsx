import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { administers } from '../../parts/frame/Nav.tsx'
import { useMe } from '../../state/me.ts'

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

/** What managers keep who do not administer. */
const MANAGED: readonly PlaceName[] = ['teams', 'severity']

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
  const all = administers(useMe())
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
          {PLACES.filter((place) => all || MANAGED.includes(place)).map((place) => (
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
