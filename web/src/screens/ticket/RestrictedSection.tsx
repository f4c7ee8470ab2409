import { Button, Divider, Select, Textarea, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RESTRICTABLE } from '../../contract/restricted.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { RestrictedPart } from '../../parts/tickets/RestrictedPart.tsx'
import { type Restriction, restrict, useRestrictedVerb } from '../../state/restricted.ts'

/** What of the ticket is restricted; nothing where nothing is and one may not restrict anything. */
export function RestrictedSection({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const [adding, dialog] = useDisclosure()
  const card = ticket.restricted
  if (card.items.length === 0 && !card.can.restrict) return null
  return (
    <>
      <section aria-label={t('restricted.title')}>
        <Title order={3} mb={4}>
          {t('restricted.title')}
        </Title>
        <RestrictedPart ticket={ticket.number} card={card} />
        {card.can.restrict && (
          <Button size="compact-sm" variant="default" mt="xs" onClick={dialog.open}>
            {t('restricted.add')}
          </Button>
        )}
        {adding && <RestrictDialog ticket={ticket} onClose={dialog.close} />}
      </section>
      <Divider />
    </>
  )
}

const OWN = 'own'

/** Choose what is restricted: a field, a file, or a value under a name of its own. */
function RestrictDialog({ ticket, onClose }: { ticket: TicketPage; onClose: () => void }) {
  const { t } = useTranslation()
  const verb = useRestrictedVerb(ticket.number)
  const [what, setWhat] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const wanted = wantedOf(what, name.trim(), value.trim())
  return (
    <Dialog
      title={t('restricted.add')}
      hint={t('restricted.addHint')}
      go={t('restricted.go')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={wanted === null}
      onGo={() =>
        wanted && verb.mutate(() => restrict(ticket.number, wanted), { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Select
        label={t('restricted.what')}
        data={useChoices(ticket)}
        value={what}
        onChange={setWhat}
        allowDeselect={false}
        data-autofocus
      />
      {what === OWN && (
        <>
          <TextInput
            label={t('restricted.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={80}
          />
          <Textarea
            label={t('restricted.value')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            autosize
            maxLength={20_000}
          />
        </>
      )}
    </Dialog>
  )
}

function wantedOf(what: string | null, name: string, value: string): Restriction | null {
  if (what === null) return null
  if (what === OWN) return name && value ? { name, value } : null
  const [kind, id] = what.split(' ')
  return kind === 'file' ? { attachment: Number(id) } : { field: what }
}

/** What can be restricted of a ticket and is not yet. */
function useChoices(ticket: TicketPage) {
  const { t } = useTranslation()
  const taken = ticket.restricted.items.filter((one) => one.kind === 'field')
  const fields = RESTRICTABLE.filter(
    (one) => ticket[one] && !taken.some((item) => item.name === one),
  )
  const files = ticket.attachments.filter((file) => !file.restricted)
  return [
    { value: OWN, label: t('restricted.own') },
    ...fields.map((one) => ({ value: one as string, label: t(`restricted.field.${one}`) })),
    ...files.map((file) => ({
      value: `file ${file.id}`,
      label: t('restricted.file', { name: file.name }),
    })),
  ]
}
