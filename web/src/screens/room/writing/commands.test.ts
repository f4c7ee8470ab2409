import { expect, test } from 'vitest'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { words } from '../../../parts/words/words.ts'
import { commandIn, commandsLike } from './commands.ts'

const PAGE = {
  muted: false,
  can: { post: true, close: false, invite: true, write_board: true },
} as unknown as SwarmPage

test('only the name of a command makes one', () => {
  expect(commandIn('/invite Eva Expert')).toEqual({ command: 'invite', rest: 'Eva Expert' })
  expect(commandIn('  /pin ')).toEqual({ command: 'pin', rest: '' })
  expect(commandIn('/tried one\ntwo')).toEqual({ command: 'tried', rest: 'one\ntwo' })
  expect(commandIn('/var/log is full')).toBeNull()
  expect(commandIn('/constructor x')).toBeNull()
  expect(commandIn('say /pin')).toBeNull()
})

test('those that may be given are offered while their name is typed', () => {
  const names = (typed: string) => commandsLike(typed, PAGE, words.t).map((one) => one.label)
  const all = ['/invite', '/tried', '/hypothesis', '/task', '/decision', '/pin', '/search', '/mute']
  expect(names('/')).toEqual([...all, '/help'])
  expect(names('/m')).toEqual(['/mute'])
  expect(names('/invite E')).toEqual([])
  expect(names('no /')).toEqual([])
})
