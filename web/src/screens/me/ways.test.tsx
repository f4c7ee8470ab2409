import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Ways, Wishes } from '../../contract/reaching.ts'
import { isWanted } from '../../parts/notices/news.tsx'
import { show } from '../../parts/testing/shown.tsx'
import { WaysList } from './WaysList.tsx'

const WAYS: Ways[] = [
  {
    kind: 'invitation',
    client: true,
    push: true,
    mail: 'now',
    mails: ['now', 'off'],
    by_mail_alone: false,
  },
  {
    kind: 'report',
    client: false,
    push: false,
    mail: 'now',
    mails: ['now', 'off'],
    by_mail_alone: true,
  },
  {
    kind: 'mention',
    client: false,
    push: true,
    mail: 'digest',
    mails: ['now', 'digest', 'off'],
    by_mail_alone: false,
  },
]

function wishes(more: Partial<Wishes> = {}): Wishes {
  return {
    mentions: 'all',
    quiet_from: null,
    quiet_until: null,
    ways: WAYS,
    mails: true,
    push_key: 'x',
    pushed_here: false,
    ...more,
  }
}

test('what the desk cannot do is not offered', () => {
  show(
    <WaysList wishes={wishes({ mails: false, push_key: null })} ways={WAYS} onChange={vi.fn()} />,
  )
  expect(screen.queryAllByRole('combobox')).toEqual([])
  expect(screen.queryAllByLabelText('push')).toEqual([])
  expect(screen.queryByText('Reports that I ordered')).toBeNull()
  expect(screen.getAllByLabelText('screen')).toHaveLength(2)
})

test('a call never waits for a digest, and one line changes only itself', () => {
  const change = vi.fn()
  show(<WaysList wishes={wishes()} ways={WAYS} onChange={change} />)
  const call = within(screen.getByRole('group', { name: 'Somebody asks for my help' }))
  const mail = call.getByRole('combobox')
  expect([...mail.querySelectorAll('option')].map((one) => one.value)).toEqual(['now', 'off'])
  fireEvent.change(mail, { target: { value: 'off' } })
  expect(change).toHaveBeenCalledWith([{ ...WAYS[0], mail: 'off' }, WAYS[1], WAYS[2]])
})

test('the screen stays still for what one does not want there', () => {
  const line = { stream: 'people/1', seq: 1, actor: 2, at: '', data: {} }
  const said = (kind: string, reach = 'live') => isWanted({ ...line, kind }, { reach }, wishes())
  expect(said('mentioned')).toBe(false)
  expect(said('task_given')).toBe(true)
  expect(said('task_given', 'quiet')).toBe(false)
  expect(said('credited', 'quiet')).toBe(true)
})
