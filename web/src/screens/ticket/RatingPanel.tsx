import { Button, Group, Radio, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketPage } from '../../contract/ticket.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { useTicketVerb } from '../../state/ticket.ts'
import { rate } from '../../state/ticket_verbs.ts'
import { scoreOf } from './OutcomePanel.tsx'

const SCORES = [5, 4, 3, 2, 1] as const

/** The one question to the requester, once the ticket is solved. */
export function RatingPanel({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  const verb = useTicketVerb(ticket.number)
  const [score, setScore] = useState('')
  const [comment, setComment] = useState('')
  if (ticket.rating?.score) {
    return (
      <Text size="sm" c="dimmed">
        {t('ticket.rated', { score: t(`ticket.ratingScale.${scoreOf(ticket.rating.score)}`) })}
      </Text>
    )
  }
  if (!ticket.can.rate) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    verb.mutate(() => rate(ticket.number, Number(score), comment.trim()))
  }
  return (
    <Panel title={t('ticket.rating')} hint={t('ticket.ratingHint')}>
      <form onSubmit={submit}>
        <Radio.Group value={score} onChange={setScore} aria-label={t('ticket.rating')}>
          <Group gap="md" my="xs">
            {SCORES.map((one) => (
              <Radio key={one} value={String(one)} label={t(`ticket.ratingScale.s${one}`)} />
            ))}
          </Group>
        </Radio.Group>
        {score && (
          <Textarea
            label={t('ticket.ratingComment')}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            autosize
            minRows={2}
            maxLength={2000}
            mb="xs"
          />
        )}
        <ErrorNote error={verb.error} />
        <Button type="submit" disabled={!score} loading={verb.isPending}>
          {t('ticket.ratingSend')}
        </Button>
      </form>
    </Panel>
  )
}
