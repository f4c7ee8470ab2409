import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { GroupEffect, WherePage } from '../../../contract/report.ts'
import { RatioLines } from '../../../parts/charts/RatioLines.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../../parts/feedback/Waiting.tsx'
import { intervalOf, numberOf } from '../../../parts/text/numbers.ts'
import { useWhere } from '../../../state/reports.ts'
import type { Query } from '../../../wire/http.ts'
import { FigureValue } from '../FigureTile.tsx'

/** The groups in which swarming won beside those in which it lost; neither is hidden. */
export function Where({ filter }: { filter: Query }) {
  const { t } = useTranslation()
  const where = useWhere(filter)
  return (
    <Panel title={t('reports.effect.where')}>
      <Shown query={where} waiting={<WaitingRows count={4} height={40} />}>
        {(page) => <Groups page={page} />}
      </Shown>
    </Panel>
  )
}

function Groups({ page }: { page: WherePage }) {
  const { t } = useTranslation()
  if (page.groups.length === 0) return <Text c="dimmed">{t('reports.effect.noGroups')}</Text>
  const of = (verdict: GroupEffect['verdict']) =>
    page.groups.filter((group) => group.verdict === verdict)
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {page.rule}
      </Text>
      <Stack gap="lg">
        {(['faster', 'slower'] as const).map((verdict) => (
          <div key={verdict}>
            <Title order={3} mb={6}>
              {t(`reports.effect.${verdict}`)}
            </Title>
            {of(verdict).length > 0 ? (
              <Lines groups={of(verdict)} />
            ) : (
              <Text c="dimmed">
                {t(verdict === 'faster' ? 'reports.effect.noFaster' : 'reports.effect.noSlower')}
              </Text>
            )}
          </div>
        ))}
      </Stack>
      {of('undecided').length > 0 && (
        <>
          <Title order={3} mt="lg" mb={6}>
            {t('reports.effect.undecided')}
          </Title>
          <Lines groups={of('undecided')} />
        </>
      )}
      {of('untold').length > 0 && (
        <>
          <Title order={3} mt="lg" mb={6}>
            {t('reports.effect.untold')}
          </Title>
          <ul className="plain-list">
            {of('untold').map((group) => (
              <li key={`${group.by} ${group.name}`}>
                <Text size="sm">
                  <Named group={group} />: <Sides group={group} />. {group.why}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Lines({ groups }: { groups: GroupEffect[] }) {
  const { t } = useTranslation()
  const lines = groups.flatMap((group) => {
    const { value, low, high } = group.ratio
    const interval = intervalOf(group.ratio)
    if (value === null || low === null || high === null || !interval) return []
    const said = t('reports.effect.ratio', { value: numberOf(value, 'ratio'), ...interval })
    return [
      {
        name: t('reports.effect.group', {
          name: group.name,
          by: t(`reports.effect.by.${group.by}`),
        }),
        value,
        low,
        high,
        words: (
          <>
            {said}
            <br />
            <Sides group={group} />
          </>
        ),
      },
    ]
  })
  return <RatioLines lines={lines} same={t('reports.effect.same')} />
}

function Named({ group }: { group: GroupEffect }) {
  const { t } = useTranslation()
  return (
    <strong>
      {t('reports.effect.group', { name: group.name, by: t(`reports.effect.by.${group.by}`) })}
    </strong>
  )
}

function Sides({ group }: { group: GroupEffect }) {
  const { t } = useTranslation()
  return (
    <>
      <FigureValue label={`${group.name}, ${t('reports.effect.swarmed')}`} figure={group.swarm} />{' '}
      {t('reports.effect.sides')}{' '}
      <FigureValue label={`${group.name}, ${t('reports.effect.tiered')}`} figure={group.tier} />{' '}
      {t('reports.effect.tieredSide')}
    </>
  )
}
