import { ActionIcon, Button, Group, Text, UnstyledButton } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconThumbDown,
  IconThumbDownFilled,
  IconThumbUp,
  IconThumbUpFilled,
} from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Suggestion } from '../../contract/swarm.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import classes from './help.module.css'
import { WhyOrder } from './WhyOrder.tsx'

/** What somebody is to the swarm: in it, asked, asked and said no, or nothing yet. */
export type Standing = 'in' | 'asked' | 'no' | null

interface Props {
  suggestion: Suggestion
  standing: Standing
  onInvite?: () => void
  /** Say that it was a good suggestion, or not; null takes it back. */
  onThumb?: (up: boolean | null) => void
  busy: boolean
}

/** Somebody who could help: a reason that can be followed, how often they were asked, and why. */
export function SuggestionLine({ suggestion, standing, onInvite, onThumb, busy }: Props) {
  const { person, reasons } = suggestion
  const [reason] = reasons
  const many = (reason?.tickets?.length ?? 0) > 1
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <li className={classes.suggestion}>
      <div>
        <PersonChip person={person} here={suggestion.here} localTime={suggestion.local_time} />
        {reason && (
          <Text size="sm" mt={2}>
            {reason.link && !many ? (
              <Link href={reason.link} className={classes.reason}>
                {reason.text}
              </Link>
            ) : (
              reason.text
            )}
          </Text>
        )}
        {many && <Behind tickets={reason?.tickets ?? []} />}
        <Facts suggestion={suggestion} />
        <Group gap={6} mt={2}>
          <WhyButton name={person.name} open={open} id={id} onToggle={() => setOpen(!open)} />
          {onThumb && <Thumbs suggestion={suggestion} onThumb={onThumb} />}
        </Group>
      </div>
      <Invite suggestion={suggestion} standing={standing} onInvite={onInvite} busy={busy} />
      {open && <WhyOrder suggestion={suggestion} id={id} />}
    </li>
  )
}

/** The tickets behind a reason, each to be opened: one link would open only one of many. */
function Behind({ tickets }: { tickets: number[] }) {
  const { t } = useTranslation()
  return (
    <Text size="xs">
      {t('ticket.lookAt')}{' '}
      {tickets.map((number) => (
        <span key={number}>
          <Link href={`/tickets/${number}`} className={classes.cited}>
            #{number}
          </Link>{' '}
        </span>
      ))}
    </Text>
  )
}

function Facts({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation()
  const { covers } = suggestion
  return (
    <Text size="xs" c="dimmed">
      {covers.length > 0 && `${t('ticket.covers', { names: covers.join(', ') })} · `}
      <span className={suggestion.budget_spent ? classes.spent : undefined}>
        {t('ticket.askedToday', {
          count: suggestion.asked_today,
          budget: suggestion.ask_budget,
        })}
      </span>
    </Text>
  )
}

interface WhyProps {
  name: string
  open: boolean
  id: string
  onToggle: () => void
}

function WhyButton({ name, open, id, onToggle }: WhyProps) {
  const { t } = useTranslation()
  return (
    <UnstyledButton
      className={classes.whyButton}
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      aria-label={t('team.whyLabel', { name })}
      onClick={onToggle}
    >
      {t('team.why')}
      {open ? <IconChevronUp size={13} /> : <IconChevronDown size={13} />}
    </UnstyledButton>
  )
}

function Thumbs({ suggestion, onThumb }: Required<Pick<Props, 'suggestion' | 'onThumb'>>) {
  const { t } = useTranslation()
  const { thumb, person } = suggestion
  const look = { size: 24, variant: 'subtle', color: 'gray' } as const
  return (
    <Group gap={2}>
      <ActionIcon
        {...look}
        aria-pressed={thumb === true}
        aria-label={t('team.good', { name: person.name })}
        onClick={() => onThumb(thumb === true ? null : true)}
      >
        {thumb === true ? <IconThumbUpFilled size={14} /> : <IconThumbUp size={14} />}
      </ActionIcon>
      <ActionIcon
        {...look}
        aria-pressed={thumb === false}
        aria-label={t('team.notGood', { name: person.name })}
        onClick={() => onThumb(thumb === false ? null : false)}
      >
        {thumb === false ? <IconThumbDownFilled size={14} /> : <IconThumbDown size={14} />}
      </ActionIcon>
    </Group>
  )
}

function Invite({ suggestion, standing, onInvite, busy }: Props) {
  const { t } = useTranslation()
  const again = standing === 'no'
  if (standing === 'in' || standing === 'asked') {
    return (
      <Text size="sm" c="dimmed" className={classes.standing}>
        {t(standing === 'in' ? 'ticket.isIn' : 'ticket.askedAlready')}
      </Text>
    )
  }
  return onInvite ? (
    <Button
      size="compact-md"
      variant="default"
      loading={busy}
      onClick={onInvite}
      aria-label={t(again ? 'ticket.askAgainName' : 'ticket.inviteName', {
        name: suggestion.person.name,
      })}
    >
      {t(again ? 'ticket.askAgain' : 'ticket.invite')}
    </Button>
  ) : (
    <span />
  )
}
