import { Button, Checkbox, Group, List, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyPage } from '../../contract/process.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { usePolicy, useSavePolicy } from '../../state/process.ts'
import { Place } from './Place.tsx'
import { LimitRows, RuleRows, Ways } from './PolicyRows.tsx'

export type PolicyDraft = Omit<PolicyPage, 'version' | 'versions' | 'tiers' | 'can'>

/** Which tickets are swarmed, which run through tiers, which draw lots, and the time limits. */
export function Policy() {
  const { t } = useTranslation()
  const policy = usePolicy()
  return (
    <Place name="process" hint={t('process.policyHint')}>
      <Shown query={policy}>{(page) => <Editor key={page.version} page={page} />}</Shown>
    </Place>
  )
}

function Editor({ page }: { page: PolicyPage }) {
  const { t } = useTranslation()
  const save = useSavePolicy()
  const { version, versions, tiers, can, ...standing } = page
  const [draft, setDraft] = useState<PolicyDraft>(standing)
  const set = (change: Partial<PolicyDraft>) => setDraft({ ...draft, ...change })
  const drawn = [draft.otherwise, ...draft.rules.map((rule) => rule.process)].includes('experiment')
  return (
    <Stack maw={1120}>
      <Text size="sm" c="dimmed">
        {version ? t('process.policyVersion', { version }) : t('process.noPolicy')}
      </Text>
      <Panel title={t('process.rules')}>
        <RuleRows rules={draft.rules} onChange={(rules) => set({ rules })} />
        <Group className="line-above" pt="sm" mt="sm">
          <Ways
            label={t('process.otherwise')}
            value={draft.otherwise}
            onChange={(otherwise) => set({ otherwise })}
          />
          <Select
            label={t('process.startTier')}
            data={tiers}
            value={draft.start_tier}
            onChange={(start_tier) => start_tier && set({ start_tier })}
            allowDeselect={false}
            w={170}
          />
        </Group>
      </Panel>
      {drawn && (
        <Panel title={t('process.experiment')} hint={t('process.experimentHint')}>
          <NumberInput
            label={t('process.share')}
            value={Math.round(draft.share * 100)}
            onChange={(value) => set({ share: Number(value) / 100 })}
            min={5}
            max={95}
            allowDecimal={false}
            w={230}
          />
        </Panel>
      )}
      <Panel title={t('process.limits')} hint={t('process.limitsHint')}>
        <LimitRows tiers={tiers} limits={draft.limits} onChange={(limits) => set({ limits })} />
      </Panel>
      <Checkbox
        label={t('process.byChoice')}
        checked={draft.by_choice}
        onChange={(event) => set({ by_choice: event.currentTarget.checked })}
      />
      <ErrorNote error={save.error} />
      {can.edit && (
        <Group>
          <Button
            loading={save.isPending}
            onClick={() =>
              save.mutate(
                { version, ...draft },
                { onSuccess: () => say(t('administration.saved')) },
              )
            }
          >
            {t('process.savePolicy')}
          </Button>
        </Group>
      )}
      {versions.length > 0 && <Versions page={page} />}
    </Stack>
  )
}

function Versions({ page }: { page: PolicyPage }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('process.versions')}>
      <Stack gap="sm">
        {page.versions.map((one) => (
          <div key={one.version}>
            <Text size="sm">
              <Text span fw={600} inherit>
                {t('administration.versionNumber', { version: one.version })}
              </Text>{' '}
              {one.made_by?.name ?? t('administration.theDesk')}, <Moment at={one.made_at} />
            </Text>
            <List size="sm" c="dimmed" withPadding>
              {one.says.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </div>
        ))}
      </Stack>
    </Panel>
  )
}
