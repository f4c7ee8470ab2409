import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Suggestion } from '../../contract/swarm.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import classes from './help.module.css'

interface Props {
  suggestion: Suggestion
  standing: 'in' | 'asked' | null
  onInvite?: () => void
  busy: boolean
}

/** Somebody who could help: one reason that can be followed, and how often they were asked. */
export function SuggestionLine({ suggestion, standing, onInvite, busy }: Props) {
  const { t } = useTranslation()
  const { person, reasons, covers } = suggestion
  const [reason] = reasons
  return (
    <li className={classes.suggestion}>
      <div>
        <PersonChip person={person} here={suggestion.here} localTime={suggestion.local_time} />
        {reason && (
          <Text size="sm" mt={2}>
            {reason.link ? (
              <Link href={reason.link} className={classes.reason}>
                {reason.text}
              </Link>
            ) : (
              reason.text
            )}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {covers.length > 0 && `${t('ticket.covers', { names: covers.join(', ') })} · `}
          <span className={suggestion.budget_spent ? classes.spent : undefined}>
            {t('ticket.askedToday', {
              count: suggestion.asked_today,
              budget: suggestion.ask_budget,
            })}
          </span>
        </Text>
      </div>
      {standing ? (
        <Text size="sm" c="dimmed" className={classes.standing}>
          {t(standing === 'in' ? 'ticket.isIn' : 'ticket.askedAlready')}
        </Text>
      ) : (
        onInvite && (
          <Button
            size="compact-md"
            variant="default"
            loading={busy}
            onClick={onInvite}
            aria-label={t('ticket.inviteName', { name: person.name })}
          >
            {t('ticket.invite')}
          </Button>
        )
      )}
    </li>
  )
}
