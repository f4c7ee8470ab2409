import { ActionIcon, Alert, Button, Group, Menu, Select, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmark, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearchParams } from 'wouter'
import type { SavedCohort } from '../../contract/saved_report.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { sayGone } from '../../parts/feedback/gone.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { QUIET } from '../../parts/look/quiet.ts'
import { fullTime } from '../../parts/text/time.ts'
import { useCohorts, useEndCohort, useSaveCohort } from '../../state/saved_reports.ts'
import { addressOf, type ReportFilter, reportFilterOf } from './filter.ts'
import { useFilterWords } from './filter_words.ts'

/** Rules that were saved under a name, for all who manage the desk: choose one, or save this one. */
export function SavedCohorts() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const [params] = useSearchParams()
  const filter = reportFilterOf(params)
  const cohorts = useCohorts().data ?? []
  const save = useSaveCohort()
  const drop = useEndCohort()
  const [saving, form] = useDisclosure()
  const own = Object.keys(filter).some((name) => name !== 'saved' && name !== 'saved_version')
  const gone = ({ id, name, versions }: SavedCohort) =>
    drop.mutate(id, {
      onError: sayError,
      onSuccess: () =>
        sayGone(t('reports.saved.gone', { name }), () =>
          save.mutate({ name, rule: versions[0]?.filter ?? {} }, { onError: sayError }),
        ),
    })
  return (
    <>
      {cohorts.length > 0 && (
        <Menu width={300} position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconBookmark size={16} />}>
              {t('reports.saved.title')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {cohorts.map((one) => (
              <Group key={one.id} gap={2} wrap="nowrap">
                <Menu.Item component={Link} href={addressOf(path, chosen(one))}>
                  {one.name}
                </Menu.Item>
                <ActionIcon
                  {...QUIET}
                  aria-label={t('reports.saved.end', { name: one.name })}
                  onClick={() => gone(one)}
                >
                  <IconX size={15} />
                </ActionIcon>
              </Group>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {own && (
        <Button variant="default" size="xs" onClick={form.open}>
          {t('reports.saved.save')}
        </Button>
      )}
      {saving && <SaveDialog filter={filter} cohorts={cohorts} onClose={form.close} />}
    </>
  )
}

/** A version is named, so that what is read today can be read again. */
function chosen({ id, versions }: SavedCohort): ReportFilter {
  return { saved: String(id), saved_version: String(versions[0]?.version ?? 1) }
}

interface SaveProps {
  filter: ReportFilter
  cohorts: SavedCohort[]
  onClose: () => void
}

function SaveDialog({ filter, cohorts, onClose }: SaveProps) {
  const { t } = useTranslation()
  const [path, go] = useLocation()
  const [name, setName] = useState('')
  const save = useSaveCohort()
  const words = useFilterWords()
  const known = cohorts.find((one) => one.name.toLowerCase() === name.trim().toLowerCase())
  const put = () =>
    save.mutate(
      { id: known?.id, name: known?.name ?? name.trim(), rule: filter as Record<string, string> },
      { onSuccess: (saved) => [onClose(), go(addressOf(path, chosen(saved)))] },
    )
  return (
    <Dialog
      title={t('reports.saved.save')}
      hint={t('reports.saved.saveHint')}
      go={t('shared.save')}
      busy={save.isPending}
      error={save.error}
      incomplete={!name.trim()}
      onGo={put}
      onClose={onClose}
    >
      <Text size="sm">{words.join(' · ')}</Text>
      <TextInput
        label={t('reports.saved.name')}
        value={name}
        maxLength={80}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {known && (
        <Text size="sm">
          {t('reports.saved.another', { version: (known.versions[0]?.version ?? 0) + 1 })}
        </Text>
      )}
    </Dialog>
  )
}

/** The saved cohort that a report is of: its rule, its versions, and how to change it. */
export function CohortShown() {
  const { t } = useTranslation()
  const [, setParams] = useSearchParams()
  const [params] = useSearchParams()
  const cohorts = useCohorts()
  const id = params.get('saved')
  if (!id) return null
  const cohort = cohorts.data?.find((one) => String(one.id) === id)
  const version = params.get('saved_version') ?? String(cohort?.versions[0]?.version ?? '')
  const shown = cohort?.versions.find((one) => String(one.version) === version)
  const set = (filter: Record<string, string>) => setParams(filter, { replace: true })
  return (
    <Alert variant="light" color="petrol" mb="md">
      <Group justify="space-between" align="flex-end">
        <div>
          <Text fw={600} c="var(--mantine-color-text)">
            {cohort?.name ?? t('reports.saved.ended')}
          </Text>
          <Text size="sm" c="var(--mantine-color-text)">
            {shown?.rule}
          </Text>
          {shown?.made_by && (
            <Text size="xs" c="dimmed">
              {t('reports.saved.madeBy', {
                name: shown.made_by.name,
                at: fullTime(shown.made_at),
              })}
            </Text>
          )}
        </div>
        <Group gap="xs" align="flex-end" className="print-never">
          {cohort && (
            <Select
              size="xs"
              w={130}
              label={t('reports.saved.version')}
              data={cohort.versions.map((one) => String(one.version))}
              value={version}
              allowDeselect={false}
              onChange={(value) => value && set({ saved: id, saved_version: value })}
            />
          )}
          {shown && (
            <Button variant="default" size="xs" onClick={() => set(shown.filter)}>
              {t('reports.saved.change')}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={() => set({})}>
            {t('tickets.clear')}
          </Button>
        </Group>
      </Group>
    </Alert>
  )
}
