import { Button, Group, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { PersonRow } from '../../contract/person.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { useSavePerson } from '../../state/administration.ts'
import { usePeople } from '../../state/profiles.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { Place } from './Place.tsx'

/** Everybody who has or had a way in. */
export function People() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const [adding, setAdding] = useState(false)
  const q = params.get('q') ?? ''
  const people = usePeople({ q, limit: 50 })
  return (
    <Place
      name="people"
      action={<Button onClick={() => setAdding(true)}>{t('administration.addPerson')}</Button>}
    >
      <TextInput
        type="search"
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={q}
        onChange={(event) =>
          setParams(event.currentTarget.value ? { q: event.currentTarget.value } : {}, {
            replace: true,
          })
        }
        maxLength={120}
        maw={340}
        mb="md"
      />
      <PagedList
        list={people}
        row={(person) => <Row key={person.id} person={person} />}
        empty={<EmptyState title={t('people.empty')} hint={t('people.emptyHint')} />}
      />
      {adding && <PersonDialog onClose={() => setAdding(false)} />}
    </Place>
  )
}

function Row({ person }: { person: PersonRow }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'edit' | 'link' | 'leave' | null>(null)
  const save = useSavePerson(person.id)
  const button = (label: string, onClick: () => void) => (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`${label}: ${person.name}`}
      onClick={onClick}
    >
      {label}
    </Button>
  )
  const back = () => save.mutate({ left: false }, { onError: sayError })
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <div>
          <PersonChip person={person} />
          <Text size="xs" c="dimmed">
            {[t(`shared.role.${person.role}`), person.team?.name].filter(Boolean).join(' · ')}
            {person.left && ` · ${t('people.hasLeft')}`}
          </Text>
        </div>
        <Group gap={6}>
          {button(t('administration.editPerson'), () => setOpen('edit'))}
          {!person.left && button(t('administration.link'), () => setOpen('link'))}
          {person.left
            ? button(t('administration.enable'), back)
            : button(t('administration.disable'), () => setOpen('leave'))}
        </Group>
      </Group>
      {open === 'edit' && <PersonDialog person={person} onClose={() => setOpen(null)} />}
      {open === 'link' && <LinkDialog person={person} onClose={() => setOpen(null)} />}
      {open === 'leave' && <LeaveDialog person={person} onClose={() => setOpen(null)} />}
    </li>
  )
}

/** Letting somebody go ends every way in at once: not by a slip of the hand. */
function LeaveDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { t } = useTranslation()
  const save = useSavePerson(person.id)
  return (
    <Dialog
      title={t('administration.disableTitle', { name: person.name })}
      hint={t('administration.disableHint')}
      go={t('administration.disable')}
      busy={save.isPending}
      error={save.error}
      onGo={() => save.mutate({ left: true }, { onSuccess: onClose })}
      onClose={onClose}
      size="md"
    >
      {null}
    </Dialog>
  )
}
