import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { say, sayError } from '../../../parts/feedback/say.ts'
import { addTask, setDecision, suppose } from '../../../state/board.ts'
import { addTried, pin } from '../../../state/finding.ts'
import { readPeopleLike } from '../../../state/people.ts'
import { invite, mute, useSwarmVerb } from '../../../state/swarm.ts'
import { usePlace } from '../message/place.ts'
import { COMMANDS, type Command, type Meant } from './commands.ts'

/** What a room does beside its words, for the commands that ask for it. */
export interface RoomVerbs {
  /** The newest message that is shown in the room. */
  newest: () => number | null
  find: (words: string) => void
  catchUp: () => void
  close: () => void
  help: () => void
}

/** Carry out what was written as a command; tells whether the words are done with. */
export function useCommands(verbs: RoomVerbs | undefined) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const verb = useSwarmVerb(page.ticket?.number)
  const todo: Record<Command, (rest: string) => (() => Promise<unknown>) | undefined> = {
    invite: (rest) => () => inviteCalled(page.id, rest, t('talk.nobodyCalled', { name: rest })),
    tried: (rest) => () => addTried(page.id, rest),
    hypothesis: (rest) => () => suppose(page.id, rest),
    task: (rest) => () =>
      addTask(page.id, rest.startsWith('@') ? taskFor(page, rest) : { text: rest }),
    decision: (rest) => () => setDecision(page.id, rest),
    catchup: () => void verbs?.catchUp(),
    pin: () => {
      const newest = verbs?.newest()
      return newest ? () => pin(page.id, newest, true) : undefined
    },
    mute: () => () => mute(page.id, true),
    unmute: () => () => mute(page.id, false),
    search: (rest) => void verbs?.find(rest),
    close: () => void verbs?.close(),
    help: () => void verbs?.help(),
  }
  return ({ command, rest }: Meant): boolean => {
    const { takes, may } = COMMANDS[command]
    if (!verbs || !may(page)) {
      say(t('talk.cannotNow', { command }))
      return false
    }
    if (takes && command !== 'search' && rest === '') return false
    const work = todo[command](rest)
    if (work) {
      verb.mutate(work, {
        onError: (error) => (error instanceof Nobody ? say(error.message) : sayError(error)),
        onSuccess: () => say(t(`talk.done.${command}`)),
      })
    }
    return true
  }
}

/** A task that begins with the name of a member is theirs. Pure. */
export function taskFor(page: SwarmPage, words: string): { text: string; assignee?: number } {
  const said = words.slice(1)
  const named = page.members
    .map((one) => one.person)
    .filter(({ name }) => said.toLowerCase().startsWith(`${name.toLowerCase()} `))
    .sort((a, b) => b.name.length - a.name.length)[0]
  if (!named) return { text: words }
  return { text: said.slice(named.name.length).replace(/^[\s:,]+/, ''), assignee: named.id }
}

/** No colleague is called so, or several are. */
class Nobody extends Error {}

async function inviteCalled(swarm: number, name: string, nobody: string): Promise<unknown> {
  const wanted = name.replace(/^@/, '').trim().toLowerCase()
  const people = await readPeopleLike(wanted)
  const called = people.filter((one) => one.name.toLowerCase() === wanted)
  const [person, ...others] = called.length > 0 ? called : people
  if (!person || others.length > 0) throw new Nobody(nobody)
  return invite(swarm, person.id)
}
