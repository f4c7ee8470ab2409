import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconDotsVertical,
  IconEye,
  IconLink,
  IconMessageReply,
  IconPencil,
  IconPinned,
  IconPinnedOff,
  IconQuote,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { say, sayError } from '../../../parts/feedback/say.ts'
import { pin } from '../../../state/finding.ts'
import { showMessage } from '../../../state/guests.ts'
import { useMe } from '../../../state/me.ts'
import type { Message } from '../../../state/talk.ts'
import { deleteMessage, useMessageVerb } from '../../../state/words.ts'
import classes from '../talk/talk.module.css'
import type { Editing } from './editing.ts'
import { type Marking, MarkMenu, SpeaksForMenu } from './marking.tsx'
import { usePlace } from './place.ts'
import { AddSign } from './signs.tsx'

interface Props {
  said: Message
  hold: (on: boolean) => void
  editing: Editing
  marking: Marking
}

/** What can be done with a message: shown where one points at it or has the focus on it. */
export function Toolbar({ said, hold, editing, marking }: Props) {
  const { t } = useTranslation()
  const { page, openThread } = usePlace()
  const [opened, setOpened] = useState<'signs' | 'more' | null>(null)
  const [asking, dialog] = useDisclosure()
  const turn = (which: 'signs' | 'more') => (on: boolean) => {
    setOpened(on ? which : null)
    hold(on)
  }
  const speaks = page.can.post === true && said.html !== null
  const root = said.thread ?? said.message
  return (
    <div className={classes.toolbar}>
      {speaks && <AddSign said={said} opened={opened === 'signs'} onChange={turn('signs')} />}
      {openThread && (
        <ActionIcon
          variant="default"
          size="sm"
          className="quiet-icon"
          aria-label={t('talk.answer')}
          title={t('talk.answer')}
          onClick={() => openThread(root)}
        >
          <IconMessageReply size={15} />
        </ActionIcon>
      )}
      <Menu
        opened={opened === 'more'}
        onChange={turn('more')}
        shadow="md"
        position="bottom-end"
        width={220}
      >
        <Menu.Target>
          <ActionIcon
            variant="default"
            size="sm"
            className="quiet-icon"
            aria-label={t('talk.more')}
            title={t('talk.more')}
          >
            <IconDotsVertical size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <More said={said} editing={editing} marking={marking} onErase={dialog.open} />
        </Menu.Dropdown>
      </Menu>
      {asking && <Erase said={said} onClose={dialog.close} />}
    </div>
  )
}

interface MoreProps {
  said: Message
  editing: Editing
  marking: Marking
  onErase: () => void
}

function More({ said, editing, marking, onErase }: MoreProps) {
  const { t } = useTranslation()
  const me = useMe()
  const { page, quote } = usePlace()
  const copy = useCopyLink(said)
  const verb = useMessageVerb()
  const worded = said.html !== null
  const mine = said.author === me.id && worded
  return (
    <>
      {page.can.post && worded && (
        <Menu.Item leftSection={<IconQuote size={16} />} onClick={() => quote(said)}>
          {t('talk.quote')}
        </Menu.Item>
      )}
      {page.can.post && worded && (
        <Menu.Item
          leftSection={said.pinned ? <IconPinnedOff size={16} /> : <IconPinned size={16} />}
          onClick={() => verb.mutate(() => pin(page.id, said.message, !said.pinned))}
        >
          {t(said.pinned ? 'talk.unpin' : 'talk.pin')}
        </Menu.Item>
      )}
      <ShowOutside said={said} />
      <MarkMenu said={said} marking={marking} />
      <SpeaksForMenu said={said} marking={marking} />
      <Menu.Item leftSection={<IconLink size={16} />} onClick={copy}>
        {t('talk.copyLink')}
      </Menu.Item>
      {mine && page.can.post && (
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          onClick={() => editing.begin(said.message)}
        >
          {t('talk.edit')}
        </Menu.Item>
      )}
      {mine && (
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onErase}>
          {t('room.erase')}
        </Menu.Item>
      )}
    </>
  )
}

/** Show what was said earlier to those from outside who came later. */
function ShowOutside({ said }: { said: Message }) {
  const { t } = useTranslation()
  const me = useMe()
  const { page } = usePlace()
  const verb = useMessageVerb()
  if (said.html === null || said.aside || !page.can.post || me.role === 'guest') return null
  const later = page.members.filter(
    (one) => one.role === 'guest' && Date.parse(one.joined_at) > Date.parse(said.at),
  )
  return later.map(({ person }) => (
    <Menu.Item
      key={person.id}
      leftSection={<IconEye size={16} />}
      onClick={() => {
        const show = () => showMessage(page.id, said.message, person.id)
        verb.mutate(show, { onError: sayError })
      }}
    >
      {t('guests.show', { name: person.name })}
    </Menu.Item>
  ))
}

/** Copy a message's address; where the browser does not allow it, go there. */
export function useCopyLink(said: Message): () => void {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [, go] = useLocation()
  const path = `/swarms/${page.id}?line=${said.seq}`
  return () => {
    const copied = navigator.clipboard?.writeText(`${location.origin}${path}`)
    if (!copied) return go(path)
    copied.then(
      () => say(t('talk.copied')),
      () => go(path),
    )
  }
}

function Erase({ said, onClose }: { said: Message; onClose: () => void }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const verb = useMessageVerb()
  return (
    <Dialog
      title={t('room.erase')}
      hint={t('room.eraseSure')}
      go={t('room.eraseGo')}
      busy={verb.isPending}
      error={verb.error}
      onGo={() => verb.mutate(() => deleteMessage(page.id, said.message), { onSuccess: onClose })}
      onClose={onClose}
      size="md"
    >
      {null}
    </Dialog>
  )
}
