import { Menu, Text, Textarea, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAward, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CREDITS, type CreditKind } from '../../../contract/ending.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { sayError } from '../../../parts/feedback/say.ts'
import { KeyHint } from '../../../parts/frame/FrameKeys.tsx'
import { mark, support, suppose, useBoardVerb } from '../../../state/board.ts'
import type { Message } from '../../../state/talk.ts'
import classes from '../talk/talk.module.css'
import { usePlace } from './place.ts'

/** Marks a message as help, or takes that back; a hypothesis may go on the board at once. */
export function useMarking(said: Message) {
  const { page, board } = usePlace()
  const [offering, offer] = useDisclosure()
  const verb = useBoardVerb()
  const known = board?.hypotheses.some((one) =>
    one.messages.some((message) => message.message === said.message),
  )
  const toggle = (kind: CreditKind) => {
    const on = !said.marks.includes(kind)
    verb.mutate(() => mark(page.id, said.message, kind, on), {
      onSuccess: () => on && kind === 'hypothesis' && !known && offer.open(),
      onError: sayError,
    })
  }
  return { may: page.can.write_board === true && said.html !== null, toggle, offering, offer }
}

export type Marking = ReturnType<typeof useMarking>

/** How a message helped; a press takes a mark off. */
export function Marks({ said, marking }: { said: Message; marking: Marking }) {
  const { t } = useTranslation()
  if (said.marks.length === 0) return null
  return (
    <div className={classes.signs}>
      {said.marks.map((kind) => {
        const words = t(`board.marked.${kind}`)
        return marking.may ? (
          <UnstyledButton
            key={kind}
            className={classes.mark}
            aria-label={t('board.unmark', { kind: words })}
            title={t('board.unmark', { kind: words })}
            onClick={() => marking.toggle(kind)}
          >
            <IconAward size={14} aria-hidden="true" /> {words}
          </UnstyledButton>
        ) : (
          <span key={kind} className={classes.mark}>
            <IconAward size={14} aria-hidden="true" /> {words}
          </span>
        )
      })}
    </div>
  )
}

/** The part of a message's menu that says how it helped, each with its key. */
export function MarkMenu({ said, marking }: { said: Message; marking: Marking }) {
  const { t } = useTranslation()
  if (!marking.may) return null
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconAward size={16} />}>{t('board.mark')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {CREDITS.map((kind, index) => (
          <Menu.Item
            key={kind}
            leftSection={said.marks.includes(kind) ? <IconCheck size={16} /> : <Blank />}
            rightSection={<KeyHint keys={String(index + 1)} />}
            onClick={() => marking.toggle(kind)}
          >
            {t(`board.marked.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}

const Blank = () => <span style={{ width: 16 }} />

/** The part of a message's menu that says for which open hypothesis it speaks. */
export function SpeaksForMenu({ said, marking }: { said: Message; marking: Marking }) {
  const { t } = useTranslation()
  const { page, board } = usePlace()
  const verb = useBoardVerb()
  const open = board?.hypotheses.filter((one) => one.state === 'open') ?? []
  if (!marking.may || open.length === 0) return null
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<Blank />}>{t('board.speaksFor')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown maw={280}>
        {open.map((one) => {
          const on = one.messages.some(({ message }) => message === said.message)
          return (
            <Menu.Item
              key={one.id}
              leftSection={on ? <IconCheck size={16} /> : <Blank />}
              onClick={() =>
                verb.mutate(() => support(page.id, one.id, said.message, !on), {
                  onError: sayError,
                })
              }
            >
              <Text size="sm" lineClamp={2}>
                {one.text}
              </Text>
            </Menu.Item>
          )
        })}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}

/** What a message says without its marks of Markdown. */
function spoken(said: Message): string {
  const page = new DOMParser().parseFromString(said.html ?? '', 'text/html')
  return (page.body.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** What was marked as a hypothesis, in a few words for the board. */
export function OfferHypothesis({ said, onClose }: { said: Message; onClose: () => void }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [text, setText] = useState(() => spoken(said).slice(0, 500))
  const verb = useBoardVerb()
  return (
    <Dialog
      title={t('board.offer')}
      hint={t('board.offerHint')}
      go={t('board.add')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={!text.trim()}
      onGo={() =>
        verb.mutate(() => suppose(page.id, text.trim(), said.message), { onSuccess: onClose })
      }
      onClose={onClose}
      size="md"
    >
      <Textarea
        data-autofocus
        label={t('board.offerText')}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={6}
      />
    </Dialog>
  )
}
