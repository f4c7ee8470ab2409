import { ActionIcon, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FoundList } from '../../../parts/rooms/FoundList.tsx'
import { usePlace } from '../message/place.ts'
import classes from './talk.module.css'

interface Props {
  words: string
  onClose: () => void
}

/** Look for words in this room, beside it. */
export function FindPanel({ words: begun, onClose }: Props) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [typed, setTyped] = useState(begun)
  const [words] = useDebouncedValue(typed.trim(), 250)
  return (
    <section className={`panel ${classes.thread}`} aria-label={t('talk.find')}>
      <header className={classes.threadHead}>
        <Title order={2} size="h5">
          {t('talk.find')}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={t('shared.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <TextInput
        m="sm"
        mb={4}
        autoFocus
        aria-label={t('talk.findWords')}
        placeholder={t('talk.findWords')}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <div className={classes.found}>
        <FoundList words={words} swarm={page.id} />
      </div>
    </section>
  )
}
