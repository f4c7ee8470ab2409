import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../../contract/person.ts'
import type { NextAfter, Question } from '../../../contract/picking.ts'
import type { TicketRow } from '../../../contract/ticket.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { PersonPicker } from '../../../parts/people/PersonPicker.tsx'
import { useMe } from '../../../state/me.ts'
import { usePick } from '../../../state/picking.ts'

interface Props {
  room: number
  ticket: TicketRow
  choice: Question
  nextAfter: NextAfter
  onDecided: () => void
  onClose: () => void
}

const QUESTIONS = { offered: 'offer', swarmed: 'swarm', left: 'leave' } as const

/** The question that goes with a decision: to whom, what for, or why not. */
export function PickDialog({ room, ticket, choice, nextAfter, onDecided, onClose }: Props) {
  const { t } = useTranslation()
  const pick = usePick(room)
  const [to, setTo] = useState<PersonRef | null>(null)
  const [words, setWords] = useState('')
  const me = useMe()
  const what = QUESTIONS[choice]
  const owned = what === 'offer' && ticket.owner !== null
  const said = words.trim()
  const body = {
    ticket: ticket.number,
    decision: choice,
    ...(what === 'offer' && to && { to: to.id }),
    ...(what === 'swarm' && { help_needed: said }),
    ...(what === 'leave' && { why: said }),
  }
  const decide = () => {
    const goOn = nextAfter(ticket.number)
    const done = () => {
      onDecided()
      goOn()
    }
    // What was refused stands in the dialog.
    pick.mutateAsync(body).then(done, () => undefined)
  }
  return (
    <Dialog
      title={t(`picking.${what}Title`, { number: ticket.number })}
      hint={t(owned ? 'picking.offerHintOwned' : `picking.${what}Hint`)}
      go={t(`picking.${what}Go`)}
      busy={pick.isPending}
      error={pick.error}
      incomplete={what === 'offer' ? to === null : said === ''}
      onGo={decide}
      onClose={onClose}
    >
      {what === 'offer' ? (
        <PersonPicker
          label={t('picking.offerTo')}
          value={to}
          onChange={setTo}
          without={[me.id, ...(ticket.owner ? [ticket.owner.id] : [])]}
          required
        />
      ) : (
        <Textarea
          label={t(what === 'swarm' ? 'ticket.helpNeeded' : 'picking.leaveWhy')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={what === 'swarm' ? 4_000 : 500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
    </Dialog>
  )
}
