import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Me } from '../../contract/person.ts'
import { useMe } from '../../state/me.ts'
import { PageHead } from '../feedback/PageHead.tsx'

const everybody = () => true
const managers = (me: Me) => me.can.reports === true
const administrators = (me: Me) => me.can.administer === true

const PLACES = [
  { name: 'who', href: '/skills', for: everybody },
  { name: 'learn', href: '/skills/learners', for: everybody },
  { name: 'connected', href: '/skills/graph', for: everybody },
  { name: 'risks', href: '/skills/risks', for: everybody },
  { name: 'gaps', href: '/skills/gaps', for: everybody },
  { name: 'good', href: '/skills/report-card', for: managers },
  { name: 'contests', href: '/skills/contests', for: managers },
  { name: 'taxonomy', href: '/skills/taxonomy', for: administrators },
] as const

interface Props {
  name: (typeof PLACES)[number]['name']
  action?: ReactNode
  children: ReactNode
}

/** The heading and the tabs of everything that is asked of skills: one question a tab. */
export function SkillsPlace({ name, action, children }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [, go] = useLocation()
  return (
    <>
      <PageHead
        title={t('skills.title')}
        tab={`${t('skills.title')}: ${t(`skills.place.${name}`)}`}
        hint={t(`skills.placeHint.${name}`)}
      >
        {action}
      </PageHead>
      <Tabs
        value={name}
        onChange={(next) => go(PLACES.find((place) => place.name === next)?.href ?? '/skills')}
      >
        <Tabs.List>
          {PLACES.filter((place) => place.for(me)).map((place) => (
            <Tabs.Tab key={place.name} value={place.name}>
              {t(`skills.place.${place.name}`)}
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
