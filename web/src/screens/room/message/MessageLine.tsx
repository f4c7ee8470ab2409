import { Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMessages } from '@tabler/icons-react'
import { type KeyboardEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import { CREDITS } from '../../../contract/ending.ts'
import { Initials } from '../../../parts/people/PersonChip.tsx'
import { Moment } from '../../../parts/text/Moment.tsx'
import { Prose } from '../../../parts/text/Prose.tsx'
import { clockTime, fullTime } from '../../../parts/text/time.ts'
import { useMe } from '../../../state/me.ts'
import type { Message } from '../../../state/talk.ts'
import { AsideMark } from '../guests/readers.tsx'
import classes from '../room.module.css'
import talk from '../talk/talk.module.css'
import { EditBox } from './EditBox.tsx'
import { Editions } from './Editions.tsx'
import type { Editing } from './editing.ts'
import { Files } from './Files.tsx'
import { type Marking, Marks, OfferHypothesis, useMarking } from './marking.tsx'
import { NamedOutside } from './Outside.tsx'
import { usePlace } from './place.ts'
import { QuotedWords } from './Quoted.tsx'
import { Signs } from './signs.tsx'
import { Toolbar } from './Toolbar.tsx'

interface Props {
  said: Message
  /** Whether the author stands above, or this goes on from the message before. */
  first: boolean
  /** An address led here. */
  sought: boolean
  active: boolean
  hold: (on: boolean) => void
  editing: Editing
  edited: boolean
}

/** One message; the author stands at the first of several in a row. */
export const MessageLine = memo(function MessageLine(props: Props) {
  const { said, first, active, editing, edited } = props
  const { name } = usePlace()
  const me = useMe()
  const marking = useMarking(said)
  const onKey = useMessageKeys(said, editing, marking)
  const author = name(said.author)
  return (
    <article
      className={lookOf(props, me.id)}
      aria-label={`${author}, ${clockTime(said.at)}`}
      data-message={said.message}
      data-line={said.seq}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      {first ? (
        <Initials name={author} size={30} />
      ) : (
        <span className={classes.clock} aria-hidden="true">
          {clockTime(said.at)}
        </span>
      )}
      <div>
        {first && (
          <div className={classes.author}>
            {author}
            <time dateTime={said.at} title={fullTime(said.at)}>
              {clockTime(said.at)}
            </time>
          </div>
        )}
        {edited ? (
          <EditBox said={said} onClose={editing.end} />
        ) : (
          <Words said={said} marking={marking} />
        )}
      </div>
      {active && !edited && (
        <Toolbar said={said} hold={props.hold} editing={editing} marking={marking} />
      )}
      {marking.offering && <OfferHypothesis said={said} onClose={marking.offer.close} />}
    </article>
  )
})

function lookOf({ said, first, sought }: Props, me: number): string {
  const named = said.author !== me && (said.everyone || said.mentions.includes(me))
  return [
    classes.message,
    first && classes.first,
    named && said.html !== null && talk.names,
    sought && talk.sought,
  ]
    .filter(Boolean)
    .join(' ')
}

function Words({ said, marking }: { said: Message; marking: Marking }) {
  const { t } = useTranslation()
  if (said.html === null) {
    return (
      <>
        <Text size="sm" c="dimmed" fs="italic">
          {t('room.erased')}
        </Text>
        <Answers said={said} />
      </>
    )
  }
  return (
    <>
      {said.aside && <AsideMark />}
      <QuotedWords quoted={said.quoted} />
      {said.html && <Prose html={said.html} />}
      <Files files={said.files} />
      {said.editedAt && <Edited said={said} at={said.editedAt} />}
      <NamedOutside said={said} />
      <Marks said={said} marking={marking} />
      <Signs said={said} />
      <Answers said={said} />
    </>
  )
}

function Edited({ said, at }: { said: Message; at: string }) {
  const { t } = useTranslation()
  const [opened, editions] = useDisclosure()
  return (
    <>
      <UnstyledButton className={talk.edited} title={fullTime(at)} onClick={editions.open}>
        {t('talk.edited')}
      </UnstyledButton>
      {opened && <Editions said={said} onClose={editions.close} />}
    </>
  )
}

/** How many answered in the thread, and when last; opens it. */
function Answers({ said }: { said: Message }) {
  const { t } = useTranslation()
  const { openThread } = usePlace()
  const { answers } = said
  if (said.thread !== null && openThread) {
    return (
      <UnstyledButton className={talk.answers} onClick={() => openThread(said.thread ?? 0)}>
        {t('talk.fromThread')}
      </UnstyledButton>
    )
  }
  if (!answers || !openThread) return null
  return (
    <UnstyledButton className={talk.answers} onClick={() => openThread(said.message)}>
      <IconMessages size={14} aria-hidden="true" /> {t('talk.answers', { count: answers.count })}
      <Text span size="xs" c="dimmed">
        <Moment at={answers.last} />
      </Text>
    </UnstyledButton>
  )
}

/** Single keys on a message that has the focus. */
function useMessageKeys(said: Message, editing: Editing, marking: Marking) {
  const me = useMe()
  const { page, quote, openThread } = usePlace()
  const speaks = page.can.post === true && said.html !== null
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return
    }
    const verbs: Record<string, (() => void) | false | undefined> = {
      e: speaks && said.author === me.id && (() => editing.begin(said.message)),
      q: speaks && (() => quote(said)),
      r: openThread && (() => openThread(said.thread ?? said.message)),
    }
    const kind = marking.may && CREDITS[Number(event.key) - 1]
    const verb = kind ? () => marking.toggle(kind) : verbs[event.key]
    if (!verb) return
    event.preventDefault()
    event.stopPropagation()
    verb()
  }
}
