import { Button, Checkbox, Group, SegmentedControl, Select, Textarea } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { useKeys } from '../../parts/keys/keys.ts'
import { fixToTell, solvedUntold } from '../../parts/tickets/first_word.ts'
import { newClientId, useDraft } from '../../state/drafts.ts'
import { useTicketVerb } from '../../state/ticket.ts'
import { type NewReply, reply } from '../../state/ticket_verbs.ts'
import { CHOICES, type Choice, momentOf } from './next_word.ts'
import classes from './ticket.module.css'

interface Props {
  ticket: TicketPage
  desk: boolean
}

/** A reply to the requester or a note among colleagues; the two never look alike. */
export function Composer({ ticket, desk }: Props) {
  const { t } = useTranslation()
  const [kind, setKind] = useKind(ticket)
  const isPublic = kind === 'public'
  const [words, setWords] = useWords(ticket, kind)
  const [wait, setWait] = useState(false)
  const [next, setNext] = useState<string | null>(null)
  const clientId = useRef(newClientId())
  const field = useRef<HTMLTextAreaElement>(null)
  const verb = useTicketVerb(ticket.number)
  const writeAs = (which: 'public' | 'private') => {
    setKind(which)
    field.current?.focus()
  }
  useKeys({
    r: () => ticket.can.reply && writeAs('public'),
    n: () => ticket.can.note && writeAs('private'),
  })
  /** Words that were begun for colleagues stay theirs, whatever becomes possible meanwhile. */
  const write = (text: string) => {
    setKind(kind)
    setWords(text)
  }
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (words.trim() === '' || verb.isPending) return
    const body = replyOf(words, isPublic, clientId.current, wait, next)
    verb.mutate(() => reply(ticket.number, body), {
      onSuccess: () => {
        clientId.current = newClientId()
        setWords('')
        setWait(false)
        setNext(null)
      },
    })
  }
  const both = ticket.can.reply && ticket.can.note
  return (
    <form className={`${classes.composer} ${isPublic ? '' : classes.private}`} onSubmit={send}>
      {both && <KindSwitch ticket={ticket} kind={kind} onChange={setKind} />}
      <Textarea
        ref={field}
        aria-label={t(isPublic ? 'ticket.publicReply' : 'ticket.note')}
        placeholder={t(placeholderOf(isPublic, desk))}
        value={words}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
        disabled={verb.isPending}
        autosize
        minRows={3}
        maxRows={16}
        my="xs"
      />
      <ErrorNote error={verb.error} />
      <Group justify="space-between" gap="sm" mt="xs">
        <Group gap="sm">
          {isPublic && ticket.can.set_next_word && (
            <>
              <NextWordChoice value={next} onChange={setNext} />
              <Checkbox
                label={t('ticket.andWait')}
                checked={wait}
                onChange={(event) => setWait(event.currentTarget.checked)}
              />
            </>
          )}
        </Group>
        <Button type="submit" loading={verb.isPending} color={isPublic ? undefined : 'honey'}>
          {t(sendLabel(isPublic, desk))}
        </Button>
      </Group>
    </form>
  )
}

/** What was begun; before that the first reply that a solved ticket lacks, made of its fix. */
function useWords(ticket: TicketPage, kind: 'public' | 'private') {
  const { t } = useTranslation()
  const fix = kind === 'public' ? fixToTell(ticket) : ''
  const name = ticket.requester?.name
  return useDraft(`${kind}-${ticket.number}`, fix && t('ticket.firstReply', { name, fix }))
}

/** As one chose; before that a reply where one may give it, and somebody still waits for it. */
function useKind(ticket: TicketPage) {
  const [chosen, choose] = useState<'public' | 'private' | null>(null)
  const awaited = ticket.status !== 'solved' || !ticket.can.note || solvedUntold(ticket)
  return [chosen ?? (ticket.can.reply && awaited ? 'public' : 'private'), choose] as const
}

function sendLabel(isPublic: boolean, desk: boolean) {
  if (!isPublic) return 'ticket.addNote' as const
  return desk ? ('ticket.send' as const) : ('ticket.sendAnswer' as const)
}

function placeholderOf(isPublic: boolean, desk: boolean) {
  if (!isPublic) return 'ticket.notePlaceholder' as const
  return desk ? ('ticket.replyPlaceholder' as const) : ('ticket.answerPlaceholder' as const)
}

function replyOf(
  words: string,
  isPublic: boolean,
  clientId: string,
  wait: boolean,
  next: string | null,
): NewReply {
  const choice = CHOICES.find((one) => one === next)
  return {
    body: words.trim(),
    public: isPublic,
    client_id: clientId,
    ...(isPublic && wait && { wait }),
    ...(isPublic && choice && { next_word_by: momentOf(choice, new Date()).toISOString() }),
  }
}

interface KindProps {
  ticket: TicketPage
  kind: 'public' | 'private'
  onChange: (kind: 'public' | 'private') => void
}

function KindSwitch({ ticket, kind, onChange }: KindProps) {
  const { t } = useTranslation()
  const name = ticket.requester?.name ?? t('ticket.requester')
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('ticket.conversation')}
      value={kind}
      onChange={(value) => onChange(value === 'public' ? 'public' : 'private')}
      data={[
        { value: 'public', label: t('ticket.toRequester', { name }) },
        { value: 'private', label: t('ticket.note') },
      ]}
    />
  )
}

function NextWordChoice(props: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation()
  return (
    <Select
      {...props}
      size="xs"
      w={190}
      aria-label={t('ticket.nextWordBy')}
      placeholder={t('ticket.nextWord')}
      data={CHOICES.map((value: Choice) => ({
        value,
        label: `${t('ticket.nextWord')}: ${t(`ticket.nextWordIn.${value}`).toLowerCase()}`,
      }))}
      clearable
    />
  )
}
