import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import '../words/words.ts'
import type { Me } from '../../contract/person.ts'
import { MeContext } from '../../state/me.ts'
import { theme } from '../look/theme.ts'

/** Somebody of the desk, for tests. */
export const ME: Me = {
  id: 1,
  email: 'ana@example.com',
  name: 'Ana Duarte',
  role: 'agent',
  stream: 'people/1',
  team: null,
  time_zone: 'Europe/Berlin',
  csrf: 'token',
  can: {},
  unread: { invitations: 0, handovers: 0 },
  reach: 'live',
  ask_budget: 4,
  hours: null,
  demo: false,
  room: null,
}

/** Render something as the client would, for tests. */
export function show(element: ReactNode, me: Me = ME) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} env="test">
        <MeContext value={me}>{element}</MeContext>
      </MantineProvider>
    </QueryClientProvider>,
  )
}
