import { ActionIcon, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Hypothesis } from '../../../contract/board.ts'
import { sayError } from '../../../parts/feedback/say.ts'
import { QUIET } from '../../../parts/look/quiet.ts'
import { Moment } from '../../../parts/text/Moment.tsx'
import { support, useBoardVerb } from '../../../state/board.ts'
import { usePlace } from '../message/place.ts'
import classes from './board.module.css'

/** Whose hypothesis it is, and the messages that speak for it behind their number. */
export function Speaks({ hypothesis }: { hypothesis: Hypothesis }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [opened, list] = useDisclosure()
  const verb = useBoardVerb()
  const { id, messages } = hypothesis
  const at = hypothesis.verdicts.at(-1)?.at ?? hypothesis.at
  return (
    <>
      <div className={classes.foot}>
        <Text size="xs" c="dimmed">
          {t('board.by', { name: hypothesis.author.name })} · <Moment at={at} />
        </Text>
        {messages.length > 0 && (
          <UnstyledButton className={classes.speaks} aria-expanded={opened} onClick={list.toggle}>
            {t('board.speaks', { count: messages.length })}
          </UnstyledButton>
        )}
      </div>
      {opened && (
        <ul className="plain-list">
          {messages.map((said) => (
            <li key={said.message} className={classes.said}>
              <Text size="sm" lineClamp={2} component="div">
                <Link href={`/swarms/${page.id}?line=${said.seq}`}>{said.author.name}</Link>{' '}
                {said.text}
              </Text>
              {page.can.write_board && (
                <ActionIcon
                  {...QUIET}
                  size="sm"
                  aria-label={t('board.speaksNot')}
                  title={t('board.speaksNot')}
                  onClick={() =>
                    verb.mutate(() => support(page.id, id, said.message, false), {
                      onError: sayError,
                    })
                  }
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
