import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Administration } from '../../contract/administration.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useAdministration } from '../../state/administration.ts'
import { Place } from './Place.tsx'

/** How the desk is doing: what a check-up found, what is here, which backups there are. */
export function DeskState() {
  const administration = useAdministration()
  return (
    <Place name="desk">
      <Shown query={administration}>{(state) => <State state={state} />}</Shown>
    </Place>
  )
}

const COLOURS: Record<string, string> = { ok: 'petrol', warning: 'honey', wrong: 'red' }

function State({ state }: { state: Administration }) {
  const { t } = useTranslation()
  const { version, database, revision } = state
  return (
    <Stack>
      <Panel
        title={t('administration.checkup')}
        hint={t('administration.version', { version, database, revision: revision ?? '–' })}
        flush
      >
        <ul className="plain-list">
          {state.findings.map((finding) => (
            <li className="row" key={finding.key}>
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <Badge
                  variant="light"
                  color={COLOURS[finding.level] ?? 'gray'}
                  tt="none"
                  miw={84}
                  mt={2}
                >
                  {t(`administration.level.${finding.level as 'ok'}`)}
                </Badge>
                <div>
                  <Text size="sm">{finding.says}</Text>
                  {finding.do && (
                    <Text size="sm" c="dimmed">
                      {finding.do}
                    </Text>
                  )}
                </div>
              </Group>
            </li>
          ))}
        </ul>
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Panel title={t('administration.counts')}>
          {Object.entries(state.counts).map(([name, count]) => (
            <Group key={name} justify="space-between">
              <Text size="sm">{name.replaceAll('_', ' ')}</Text>
              <Text size="sm" fw={600}>
                {count.toLocaleString('en')}
              </Text>
            </Group>
          ))}
        </Panel>
        <Panel title={t('administration.backups')}>
          {state.backups.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('administration.noBackups')}
            </Text>
          )}
          {state.backups.map((backup) => (
            <Group key={backup.name} justify="space-between">
              <Text size="sm">{backup.name}</Text>
              <Text size="sm" c="dimmed">
                <Moment at={backup.at} />
              </Text>
            </Group>
          ))}
        </Panel>
      </SimpleGrid>
    </Stack>
  )
}
