import { ActionIcon, Button, Group, NumberInput, Select, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { QUIET } from '../../parts/look/quiet.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { relate, unrelate } from '../../state/ticket_verbs.ts'
import classes from './ticket.module.css'

const KINDS = ['related', 'duplicate'] as const

/** Tickets that belong together, or that repeat one another. */
export function Relations({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const drop = (other: number) =>
    verb.mutate(() => unrelate(ticket.number, other), { onError: sayError })
  return (
    <section aria-label={t('ticket.relations')}>
      <Title order={3} mb={4}>
        {t('ticket.relations')}
      </Title>
      {ticket.relations.map((relation) => (
        <Group key={relation.other} gap={6} wrap="nowrap" justify="space-between">
          <span className={classes.related}>
            {t(`ticket.relationIs.${relation.kind}`)}{' '}
            <Link href={`/tickets/${relation.other}`} className="more-link">
              #{relation.other} {relation.summary}
            </Link>
          </span>
          {ticket.can.relate && (
            <ActionIcon
              size="sm"
              {...QUIET}
              aria-label={t('ticket.unrelate', { number: relation.other })}
              onClick={() => drop(relation.other)}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {ticket.can.relate && <RelateForm ticket={ticket} />}
    </section>
  )
}

function RelateForm({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [other, setOther] = useState<number | string>('')
  const [kind, setKind] = useState<string>('related')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    verb.mutate(() => relate(ticket.number, Number(other), kind), { onSuccess: () => setOther('') })
  }
  return (
    <>
      <Group gap={6} component="form" onSubmit={submit} mt={4}>
        <Select
          size="xs"
          w={130}
          aria-label={t('ticket.relationKind')}
          data={KINDS.map((value) => ({ value, label: t(`ticket.relationKinds.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(value ?? 'related')}
        />
        <NumberInput
          size="xs"
          w={110}
          aria-label={t('ticket.relateNumber')}
          placeholder={t('ticket.relateNumber')}
          value={other}
          onChange={setOther}
          min={1}
          hideControls
        />
        <Button
          size="xs"
          type="submit"
          variant="default"
          disabled={!other}
          loading={verb.isPending}
        >
          {t('ticket.relate')}
        </Button>
      </Group>
      <ErrorNote error={verb.error} />
    </>
  )
}
