import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { sayError } from '../../../parts/feedback/say.ts'
import { useMe } from '../../../state/me.ts'
import { invite, useSwarmVerb } from '../../../state/swarm.ts'
import type { Message } from '../../../state/talk.ts'
import classes from '../talk/talk.module.css'
import { usePlace } from './place.ts'

/** Colleagues whom a message names but who are not in the room: they can be asked in. */
export function NamedOutside({ said }: { said: Message }) {
  const { t } = useTranslation()
  const me = useMe()
  const { page, name } = usePlace()
  const verb = useSwarmVerb(page.ticket?.number)
  const known = new Set([
    ...page.members.map((one) => one.person.id),
    ...page.invitations.filter((one) => one.answer === null).map((one) => one.person.id),
  ])
  const outside = said.outside.filter((id) => !known.has(id))
  if (outside.length === 0 || !page.open) return null
  if (said.author !== me.id && !page.can.invite) return null
  return (
    <div className={classes.outside}>
      {outside.map((id) => (
        <Text key={id} size="xs" c="dimmed" component="div">
          {t('talk.namedOutside', { name: name(id) })}{' '}
          {page.can.invite && (
            <Button
              size="compact-xs"
              variant="default"
              loading={verb.isPending}
              onClick={() => verb.mutate(() => invite(page.id, id), { onError: sayError })}
            >
              {t('talk.invite', { name: name(id) })}
            </Button>
          )}
        </Text>
      ))}
    </div>
  )
}
