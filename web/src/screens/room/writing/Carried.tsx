import { ActionIcon, FileButton, Loader, Text } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { QUIET } from '../../../parts/look/quiet.ts'
import { sizeOf } from '../../../parts/text/size.ts'
import classes from '../talk/talk.module.css'
import type { Carrying } from './carrying.ts'

/** The files that the message will carry, each with a way to leave it out. */
export function Carried({ carrying }: { carrying: Carrying }) {
  const { t } = useTranslation()
  const { files, sending, drop } = carrying
  return (
    <>
      <ErrorNote error={sending.error} />
      {(files.length > 0 || sending.isPending) && (
        <ul className={`plain-list ${classes.carried}`}>
          {files.map((file) => (
            <li key={file.id} className={classes.file}>
              <IconPaperclip size={14} aria-hidden="true" />
              <Text size="sm" span>
                {file.name}
              </Text>
              <Text size="xs" c="dimmed" span>
                {sizeOf(file.size)}
                {file.state === 'waiting' && ` · ${t('talk.fileWaiting')}`}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="xs"
                aria-label={t('talk.dropFile', { name: file.name })}
                onClick={() => drop(file.id)}
              >
                <IconX size={12} />
              </ActionIcon>
            </li>
          ))}
          {sending.isPending && <Loader size={14} aria-label={t('room.sending')} />}
        </ul>
      )}
    </>
  )
}

/** Choose files from the disk. */
export function ChooseFiles({ carrying }: { carrying: Carrying }) {
  const { t } = useTranslation()
  return (
    <FileButton onChange={carrying.take} multiple>
      {(props) => (
        <ActionIcon
          {...props}
          {...QUIET}
          size="sm"
          aria-label={t('talk.attach')}
          title={t('talk.attach')}
        >
          <IconPaperclip size={16} />
        </ActionIcon>
      )}
    </FileButton>
  )
}
