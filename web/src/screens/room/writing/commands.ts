import type { TFunction } from 'i18next'
import type { SwarmPage } from '../../../contract/swarm.ts'
import type { Begun, Option } from './completing.ts'

/** The commands that can be written into a room, and whether they take words. */
export const COMMANDS = {
  invite: { takes: true, may: (page: SwarmPage) => page.can.invite === true },
  tried: { takes: true, may: (page: SwarmPage) => page.can.post === true },
  hypothesis: { takes: true, may: (page: SwarmPage) => page.can.write_board === true },
  task: { takes: true, may: (page: SwarmPage) => page.can.write_board === true },
  decision: { takes: true, may: (page: SwarmPage) => page.can.write_board === true },
  catchup: { takes: false, may: (page: SwarmPage) => page.can.read_board === true },
  pin: { takes: false, may: (page: SwarmPage) => page.can.post === true },
  search: { takes: true, may: () => true },
  mute: { takes: false, may: (page: SwarmPage) => !page.muted },
  unmute: { takes: false, may: (page: SwarmPage) => page.muted },
  close: { takes: false, may: (page: SwarmPage) => page.can.close === true },
  help: { takes: false, may: () => true },
} as const
export type Command = keyof typeof COMMANDS

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name)
}

export interface Meant {
  command: Command
  rest: string
}

/**
 * The command that words are, or null: only what begins with the name of one is a command, so
 * that `/var/log` can be said. Pure.
 */
export function commandIn(words: string): Meant | null {
  const found = /^\/([a-z]+)(?:\s+([\s\S]*))?$/.exec(words.trim())
  const name = found?.[1] ?? ''
  return isCommand(name) ? { command: name, rest: (found?.[2] ?? '').trim() } : null
}

/** The commands that go on from what was typed, while that is all there is. */
export function commandsLike(words: string, page: SwarmPage, t: TFunction): Option[] {
  const typed = /^\/([a-z]*)$/.exec(words)?.[1]
  if (typed === undefined) return []
  return Object.entries(COMMANDS)
    .filter(([name, { may }]) => name.startsWith(typed) && may(page))
    .map(([name, { takes }]) => ({
      key: name,
      label: `/${name}`,
      hint: t(`talk.command.${name as Command}`),
      insert: takes ? `/${name} ` : `/${name}`,
    }))
}

/** The name that is being typed behind `/invite`, or null. Pure. */
export function inviteBegun(words: string): Begun | null {
  const found = /^\/invite @?([^\n@]*)$/.exec(words)
  return found ? { typed: found[1] ?? '', start: '/invite '.length } : null
}
