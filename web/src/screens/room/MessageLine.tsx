import { ActionIcon, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { Initials } from '../../parts/people/PersonChip.tsx'
import { Prose } from '../../parts/text/Prose.tsx'
import { clockTime, fullTime } from '../../parts/text/time.ts'
import { useMe } from '../../state/me.ts'
import { deleteMessage, useSwarmVerb } from '../../state/swarm.ts'
import classes from './room.module.css'
import type { Said } from './timeline.ts'

interface Props {
  said: Said
  page: SwarmPage
  name: string
}

/** One message; the author stands at the first of several in a row. */
export function MessageLine({ said, page, name }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const mine = said.author === me.id && said.html !== null && page.can.post === true
  return (
    <article
      className={`${classes.message} ${said.first ? classes.first : ''}`}
      aria-label={`${name}, ${clockTime(said.at)}`}
      id={`message-${said.message}`}
    >
      {said.first ? (
        <Initials name={name} size={30} />
      ) : (
        <span className={classes.clock} aria-hidden="true">
          {clockTime(said.at)}
        </span>
      )}
      <div>
        {said.first && (
          <div className={classes.author}>
            {name}
            <time dateTime={said.at} title={fullTime(said.at)}>
              {clockTime(said.at)}
            </time>
          </div>
        )}
        {said.html === null ? (
          <Text size="sm" c="dimmed" fs="italic">
            {t('room.erased')}
          </Text>
        ) : (
          <Prose html={said.html} />
        )}
      </div>
      {mine && <Erase said={said} page={page} />}
    </article>
  )
}

function Erase({ said, page }: Omit<Props, 'name'>) {
  const { t } = useTranslation()
  const [asking, dialog] = useDisclosure()
  const verb = useSwarmVerb(page.ticket.number)
  return (
    <>
      <ActionIcon
        className={`${classes.erase} quiet-icon`}
        variant="default"
        size="sm"
        aria-label={t('room.erase')}
        title={t('room.erase')}
        onClick={dialog.open}
      >
        <IconTrash size={14} />
      </ActionIcon>
      {asking && (
        <Dialog
          title={t('room.erase')}
          hint={t('room.eraseSure')}
          go={t('room.eraseGo')}
          busy={verb.isPending}
          error={verb.error}
          onGo={() =>
            verb.mutate(() => deleteMessage(page.id, said.message), { onSuccess: dialog.close })
          }
          onClose={dialog.close}
          size="md"
        >
          {null}
        </Dialog>
      )}
    </>
  )
}
