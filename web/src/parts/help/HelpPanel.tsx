import { Button, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import type { Suggestion, SwarmPage } from '../../contract/swarm.ts'
import { useHeld } from '../../state/held.ts'
import { useNoteSlate, useSuggestions, useThumb } from '../../state/matching.ts'
import { invite, useSwarmVerb } from '../../state/swarm.ts'
import { EmptyState } from '../feedback/EmptyState.tsx'
import { ErrorNote } from '../feedback/ErrorNote.tsx'
import { Panel } from '../feedback/Panel.tsx'
import { Shown } from '../feedback/Query.tsx'
import { sayError } from '../feedback/say.ts'
import { WaitingRows } from '../feedback/Waiting.tsx'
import { AskSomebody } from './AskSomebody.tsx'
import { Needs } from './Needs.tsx'
import { type Standing, SuggestionLine } from './SuggestionLine.tsx'

interface Props {
  ticket: number
  swarm: number | null
  /** The open swarm's page, where there is one. */
  page: SwarmPage | undefined
  mayEditNeeds: boolean
  mayInvite: boolean
  /** Invite somebody while no swarm is open yet: the ask comes first. */
  onFirst: (person: PersonRef) => void
}

/** Needed skills, and at most five people with a reason each. */
export function HelpPanel({ ticket, swarm, page, mayEditNeeds, mayInvite, onFirst }: Props) {
  const { t } = useTranslation()
  const query = useSuggestions(ticket, swarm)
  const held = useHeld(query.data?.items, keyOf)
  // A log of what was on a screen: a list that waits to be shown is not.
  useNoteSlate(swarm, held.level ? query.data?.version : undefined)
  const thumb = useThumb(ticket, swarm)
  const verb = useSwarmVerb(ticket)
  const [asked, setAsked] = useState<number | null>(null)
  const ask = (person: PersonRef) => {
    if (swarm === null) return onFirst(person)
    setAsked(person.id)
    return verb.mutate(() => invite(swarm, person.id))
  }
  return (
    <Panel title={t('ticket.help')} hint={t('ticket.helpHint')} flush aside={<News held={held} />}>
      <Needs
        ticket={ticket}
        needs={query.data?.needs}
        editable={mayEditNeeds}
        onChange={held.adoptNext}
      />
      <ErrorNote error={verb.error} />
      {query.data?.learning && (
        <Text size="sm" c="dimmed" px="md" py="xs">
          {t('ticket.learning')}
        </Text>
      )}
      <Shown query={query} waiting={<WaitingRows count={5} height={74} />}>
        {() =>
          held.shown.length === 0 ? (
            <Nobody asked={(page?.invitations.length ?? 0) > 0} />
          ) : (
            <ul className="plain-list">
              {held.shown.slice(0, 5).map((suggestion) => (
                <SuggestionLine
                  key={suggestion.person.id}
                  suggestion={suggestion}
                  standing={standingOf(suggestion.person.id, page)}
                  onInvite={mayInvite ? () => ask(suggestion.person) : undefined}
                  onThumb={
                    mayInvite && swarm !== null
                      ? (up) =>
                          thumb.mutate({ person: suggestion.person.id, up }, { onError: sayError })
                      : undefined
                  }
                  busy={verb.isPending && asked === suggestion.person.id}
                />
              ))}
            </ul>
          )
        }
      </Shown>
      {mayInvite && (
        <AskSomebody
          onAsk={ask}
          busy={verb.isPending}
          page={page}
          standingOf={(person) => standingOf(person, page)}
        />
      )}
    </Panel>
  )
}

const keyOf = (suggestion: Suggestion) => suggestion.person.id

/** Whether a person is in, was asked and has not answered, or said no the last time. */
export function standingOf(person: number, page: SwarmPage | undefined): Standing {
  if (page?.members.some((member) => member.person.id === person)) return 'in'
  const last = page?.invitations.findLast((one) => one.person.id === person)
  if (last?.answer === null) return 'asked'
  return last?.answer === 'declined' ? 'no' : null
}

function Nobody({ asked }: { asked: boolean }) {
  const { t } = useTranslation()
  const title = asked ? t('ticket.nobodyLeft') : t('ticket.noSuggestions')
  return (
    <EmptyState
      title={title}
      hint={asked ? t('ticket.nobodyLeftHint') : t('ticket.noSuggestionsHint')}
    />
  )
}

function News({ held }: { held: { fresh: number; moved: boolean; show: () => void } }) {
  const { t } = useTranslation()
  if (held.fresh === 0 && !held.moved) return <Text span />
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconRefresh size={14} />}
      onClick={held.show}
    >
      {held.moved ? t('ticket.newOrder') : t('ticket.newSuggestions', { count: held.fresh })}
    </Button>
  )
}
