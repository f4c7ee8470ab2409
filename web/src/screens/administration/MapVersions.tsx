import { Anchor, List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useMapVersions } from '../../state/administration.ts'

/** Who changed what in the map, and the reports as they were told under an earlier version. */
export function MapVersions() {
  const { t } = useTranslation()
  const versions = useMapVersions()
  return (
    <Panel title={t('administration.versions')} hint={t('administration.versionsHint')}>
      <Shown query={versions}>
        {({ items }) => (
          <Stack gap="sm">
            {items.map((one) => (
              <div key={one.version}>
                <Text size="sm">
                  <Text span fw={600}>
                    {t('administration.versionNumber', { version: one.version })}
                  </Text>{' '}
                  {one.made_at ? (
                    <>
                      {one.made_by?.name ?? t('administration.theDesk')},{' '}
                      <Moment at={one.made_at} />
                    </>
                  ) : (
                    t('administration.defaultMap')
                  )}
                  {' · '}
                  <Anchor
                    component={Link}
                    href={`/reports?map_version=${one.version}`}
                    size="sm"
                    underline="always"
                    aria-label={t('administration.reportsUnderLong', { version: one.version })}
                  >
                    {t('administration.reportsUnder')}
                  </Anchor>
                </Text>
                <List size="sm" c="dimmed" withPadding>
                  {one.changes.map((change) => (
                    <List.Item key={change}>{change}</List.Item>
                  ))}
                </List>
              </div>
            ))}
          </Stack>
        )}
      </Shown>
    </Panel>
  )
}
