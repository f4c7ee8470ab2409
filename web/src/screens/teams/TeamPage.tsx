import { Button, Grid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { OnCall } from '../../contract/severity.ts'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Addressed } from '../../parts/feedback/Query.tsx'
import { seesReports } from '../../parts/frame/Nav.tsx'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { useMe } from '../../state/me.ts'
import { useOnCall } from '../../state/on_call.ts'
import { Calendar } from './Calendar.tsx'

/** A team: who is in it, and who is on call when. */
export function TeamPage() {
  const id = Number(useParams<{ id: string }>().id)
  const onCall = useOnCall(Number.isInteger(id) ? id : null)
  return <Addressed query={onCall}>{(data) => <Page key={id} data={data} />}</Addressed>
}

function Page({ data }: { data: OnCall }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <>
      <PageHead
        title={t('severity.yourTeam', { name: data.name })}
        hint={
          data.now
            ? `${t('severity.now')}: ${data.now.name}`
            : data.rotation && t('severity.nowNobody')
        }
      >
        {seesReports(me) && (
          <Button variant="default" component={Link} href={`/reports/ledger?team=${data.team}`}>
            {t('flow.teamLedger')}
          </Button>
        )}
      </PageHead>
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Calendar data={data} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Panel title={t('severity.teamPeople')}>
            <Stack gap="xs">
              {data.people.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('severity.emptyTeam')}
                </Text>
              )}
              {data.people.map((person) => (
                <PersonChip key={person.id} person={person} size="sm" />
              ))}
            </Stack>
          </Panel>
        </Grid.Col>
      </Grid>
    </>
  )
}
