import { Skeleton, Stack } from '@mantine/core'
import { useParams } from 'wouter'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Addressed } from '../../parts/feedback/Query.tsx'
import { useSwarm } from '../../state/swarm.ts'
import { Inside } from './Inside.tsx'
import { Outside } from './Outside.tsx'

/** A swarm's room; those who are not in it see what it is about and can offer to help. */
export function Room() {
  const id = Number(useParams<{ id: string }>().id)
  const swarm = useSwarm(Number.isInteger(id) ? id : null)
  return (
    <Addressed query={swarm} waiting={<Waiting />}>
      {(page) => <Choice key={id} page={page} />}
    </Addressed>
  )
}

function Choice({ page }: { page: SwarmPage }) {
  return page.can.read ? <Inside page={page} /> : <Outside page={page} />
}

function Waiting() {
  return (
    <Stack>
      <Skeleton height={84} radius="md" />
      <Skeleton height={420} radius="md" />
    </Stack>
  )
}
