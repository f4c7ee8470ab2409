import { ActionIcon, Button, Group, Menu, Popover, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmark, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { SavedView } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { sayGone } from '../../parts/feedback/gone.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { QUIET } from '../../parts/look/quiet.ts'
import { useRemoveView, useSavedViews, useSaveView } from '../../state/tickets.ts'
import { type Filter, isNarrowed } from './filter.ts'

/** Named filters of one's own: go to one, save this one, remove one. */
export function SavedViews({ filter }: { filter: Filter }) {
  const { t } = useTranslation()
  const views = useSavedViews()
  const drop = useRemoveView()
  const save = useSaveView()
  const items = views.data?.items ?? []
  const gone = ({ id, name, query }: SavedView) =>
    drop.mutate(id, {
      onError: sayError,
      onSuccess: () =>
        sayGone(t('tickets.viewRemoved', { name }), () =>
          save.mutate({ name, query }, { onError: sayError }),
        ),
    })
  return (
    <>
      {items.length > 0 && (
        <Menu width={280} position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconBookmark size={16} />}>
              {t('tickets.views')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {items.map((view) => (
              <Group key={view.id} gap={2} wrap="nowrap">
                <Menu.Item component={Link} href={`/tickets?${new URLSearchParams(view.query)}`}>
                  {view.name}
                </Menu.Item>
                <ActionIcon
                  {...QUIET}
                  aria-label={t('tickets.removeView', { name: view.name })}
                  onClick={() => gone(view)}
                >
                  <IconX size={15} />
                </ActionIcon>
              </Group>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {isNarrowed(filter) && <SaveView filter={filter} />}
    </>
  )
}

function SaveView({ filter }: { filter: Filter }) {
  const { t } = useTranslation()
  const [opened, form] = useDisclosure()
  const [name, setName] = useState('')
  const save = useSaveView()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { name: name.trim(), query: filter as Record<string, string> },
      { onSuccess: () => [setName(''), form.close()] },
    )
  }
  return (
    <Popover opened={opened} onChange={form.toggle} position="bottom-end" trapFocus width={280}>
      <Popover.Target>
        <Button variant="default" onClick={form.toggle}>
          {t('tickets.saveView')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('tickets.saveView')}>
        <Group component="form" gap="xs" align="flex-end" onSubmit={submit}>
          <TextInput
            flex={1}
            label={t('tickets.viewName')}
            value={name}
            maxLength={60}
            required
            withAsterisk={false}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending}>
            {t('shared.save')}
          </Button>
        </Group>
        <ErrorNote error={save.error} />
      </Popover.Dropdown>
    </Popover>
  )
}
