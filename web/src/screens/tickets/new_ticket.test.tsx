import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ME, show } from '../../parts/testing/shown.tsx'
import { NewTicket } from './NewTicket.tsx'

afterEach(() => vi.unstubAllGlobals())

/** What is sent when a ticket is made with nothing but a summary. */
async function sentBy(role: string, button: string) {
  const made: unknown[] = []
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      if (request.method === 'POST' && request.url.endsWith('/api/tickets')) {
        made.push(await request.json())
        return Response.json({ number: 7 }, { status: 201 })
      }
      return Response.json({ detail: 'Not asked here.' }, { status: 404 })
    }),
  )
  show(<NewTicket />, { ...ME, role: role as typeof ME.role })
  const [summary] = screen.getAllByRole('textbox')
  fireEvent.change(summary as HTMLElement, { target: { value: 'Beep' } })
  fireEvent.click(screen.getByRole('button', { name: button }))
  await waitFor(() => expect(made).toHaveLength(1))
  return made[0]
}

test('a ticket that an agent asks for themselves names them as its requester', async () => {
  expect(await sentBy('agent', 'Create ticket')).toMatchObject({ requester: ME.id })
})

test('a requester says nothing about who asks', async () => {
  expect(await sentBy('requester', 'Ask for help')).not.toHaveProperty('requester')
})
