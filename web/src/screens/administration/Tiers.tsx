import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TierMap } from '../../contract/administration.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { useSaveTierMap, useTierMap } from '../../state/administration.ts'
import { Holders } from './Holders.tsx'
import { MapVersions } from './MapVersions.tsx'
import { draftOf, type MapDraft } from './map.ts'
import { Place } from './Place.tsx'
import { Signs } from './Signs.tsx'
import { RuleTable, TierTable } from './TierTables.tsx'

/** The organization's own tiers: what each means, which facts make which, who usually holds it. */
export function Tiers() {
  const { t } = useTranslation()
  const map = useTierMap()
  return (
    <Place name="tiers" hint={t('administration.tiersHint')}>
      <Shown query={map}>{(data) => <Editor key={data.version} map={data} />}</Shown>
    </Place>
  )
}

function Editor({ map }: { map: TierMap }) {
  const { t } = useTranslation()
  const save = useSaveTierMap()
  const [draft, setDraft] = useState<MapDraft>(() => draftOf(map))
  const keep = () =>
    save.mutate(
      { version: map.version, ...draft },
      { onSuccess: () => say(t('administration.saved')) },
    )
  return (
    <Stack maw={960}>
      <Text size="sm" c="dimmed">
        {t('administration.tiersVersion', { version: map.version })}
      </Text>
      <Panel title={t('administration.tiers')}>
        <TierTable map={map} draft={draft} onChange={setDraft} />
      </Panel>
      <Panel title={t('administration.rules')}>
        <RuleTable map={map} draft={draft} onChange={setDraft} />
      </Panel>
      <Panel title={t('administration.signs')}>
        <Signs map={map} draft={draft} onChange={setDraft} />
      </Panel>
      <Panel title={t('administration.holders')}>
        <Holders map={map} draft={draft} onChange={setDraft} />
      </Panel>
      <ErrorNote error={save.error} />
      {map.can.edit && (
        <Group>
          <Button loading={save.isPending} onClick={keep}>
            {t('administration.saveMap')}
          </Button>
        </Group>
      )}
      <MapVersions />
    </Stack>
  )
}
