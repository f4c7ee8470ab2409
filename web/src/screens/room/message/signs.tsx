import { ActionIcon, Menu, SimpleGrid, UnstyledButton } from '@mantine/core'
import {
  IconCheck,
  IconConfetti,
  IconEye,
  IconHeart,
  IconHeartHandshake,
  IconMoodPlus,
  IconMoodSurprised,
  IconQuestionMark,
  IconRocket,
  IconThumbDown,
  IconThumbUp,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../state/me.ts'
import type { Message } from '../../../state/talk.ts'
import { isSign, SIGNS, type Sign, sign, useMessageVerb } from '../../../state/words.ts'
import classes from '../talk/talk.module.css'
import { usePlace } from './place.ts'

const ICONS: Record<Sign, typeof IconEye> = {
  yes: IconThumbUp,
  no: IconThumbDown,
  thanks: IconHeartHandshake,
  looking: IconEye,
  done: IconCheck,
  party: IconConfetti,
  heart: IconHeart,
  thinking: IconQuestionMark,
  surprised: IconMoodSurprised,
  rocket: IconRocket,
}

/** The signs on a message with their counts; a press puts mine there or takes it off. */
export function Signs({ said }: { said: Message }) {
  const { t } = useTranslation()
  const me = useMe()
  const { page, name } = usePlace()
  const verb = useMessageVerb()
  if (said.reactions.length === 0) return null
  return (
    <div className={classes.signs}>
      {said.reactions.map(({ emoji, people }) => {
        if (!isSign(emoji)) return null
        const Icon = ICONS[emoji]
        const mine = people.includes(me.id)
        const who = people.map(name).join(', ')
        const label = t('talk.signBy', {
          sign: t(`talk.sign.${emoji}`),
          who,
          many: people.length,
        })
        return (
          <UnstyledButton
            key={emoji}
            className={classes.sign}
            data-mine={mine || undefined}
            aria-pressed={mine}
            aria-label={label}
            title={label}
            disabled={!page.can.post}
            onClick={() => verb.mutate(() => sign(page.id, said.message, emoji, !mine))}
          >
            <Icon size={14} aria-hidden="true" />
            {people.length}
          </UnstyledButton>
        )
      })}
    </div>
  )
}

interface Props {
  said: Message
  opened: boolean
  onChange: (opened: boolean) => void
}

/** The button from which a sign is chosen. */
export function AddSign({ said, opened, onChange }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const { page } = usePlace()
  const verb = useMessageVerb()
  const put = (emoji: Sign) => {
    const on = said.reactions.find((one) => one.emoji === emoji)?.people.includes(me.id)
    verb.mutate(() => sign(page.id, said.message, emoji, !on))
  }
  return (
    <Menu opened={opened} onChange={onChange} shadow="md" position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size="sm"
          className="quiet-icon"
          aria-label={t('talk.addSign')}
          title={t('talk.addSign')}
        >
          <IconMoodPlus size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('talk.addSign')}>
        <SimpleGrid cols={5} spacing={2} verticalSpacing={2}>
          {SIGNS.map((emoji) => {
            const Icon = ICONS[emoji]
            return (
              <Menu.Item
                key={emoji}
                p={6}
                aria-label={t(`talk.sign.${emoji}`)}
                title={t(`talk.sign.${emoji}`)}
                onClick={() => put(emoji)}
              >
                <Icon size={20} stroke={1.6} aria-hidden="true" />
              </Menu.Item>
            )
          })}
        </SimpleGrid>
      </Menu.Dropdown>
    </Menu>
  )
}
