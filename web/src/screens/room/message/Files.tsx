import { ActionIcon, Modal, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconLock,
  IconLockOpen,
  IconPaperclip,
  IconShieldQuestion,
  IconShieldX,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayError } from '../../../parts/feedback/say.ts'
import { QUIET } from '../../../parts/look/quiet.ts'
import { sizeOf } from '../../../parts/text/size.ts'
import { hasPreview, usePicture } from '../../../state/files.ts'
import { restrictFile, useRestrictedVerb } from '../../../state/restricted.ts'
import type { Attached } from '../../../state/talk.ts'
import classes from '../talk/talk.module.css'
import { usePlace } from './place.ts'

/** The files that a message carries: pictures in small, the rest by name; all can be had. */
export function Files({ files }: { files: Attached[] }) {
  if (files.length === 0) return null
  return (
    <ul className={`plain-list ${classes.files}`}>
      {files.map((file) => (
        <li key={file.id}>
          {hasPreview(file) && <Picture file={file} />}
          <Line file={file} />
        </li>
      ))}
    </ul>
  )
}

function Line({ file }: { file: Attached }) {
  const { t } = useTranslation()
  if (file.state !== 'clean') {
    const refused = file.state === 'refused'
    const Icon = refused ? IconShieldX : IconShieldQuestion
    return (
      <Text size="sm" c="dimmed" component="div">
        <Icon size={15} aria-hidden="true" /> {file.name} ·{' '}
        {t(refused ? 'talk.fileRefused' : 'talk.fileWaiting')}
      </Text>
    )
  }
  return (
    <div className={classes.file}>
      <IconPaperclip size={15} aria-hidden="true" />
      <a href={`/api/files/${file.id}`} download={file.name} className="more-link">
        {file.name}
      </a>
      <Text size="xs" c="dimmed" span>
        {file.size > 0 && sizeOf(file.size)}
      </Text>
      <Keep file={file} />
    </div>
  )
}

/** Whoever leads the room keeps a file for those with a grant. */
function Keep({ file }: { file: Attached }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const verb = useRestrictedVerb(page.ticket?.number)
  if (!page.can.remove || !page.ticket) return null
  const words = t(file.restricted ? 'restricted.liftFile' : 'restricted.restrictFile')
  const Icon = file.restricted ? IconLockOpen : IconLock
  return (
    <ActionIcon
      {...QUIET}
      size="sm"
      aria-label={words}
      title={words}
      onClick={() =>
        verb.mutate(() => restrictFile(file.id, !file.restricted), { onError: sayError })
      }
    >
      <Icon size={14} />
    </ActionIcon>
  )
}

/** A picture whose place is kept while it is on its way, so that nothing jumps. */
function Picture({ file }: { file: Attached }) {
  const { t } = useTranslation()
  const address = useAddress(usePicture(file).data)
  const [opened, whole] = useDisclosure()
  return (
    <>
      <UnstyledButton
        className={classes.picture}
        onClick={whole.open}
        aria-label={t('talk.seePicture', { name: file.name })}
      >
        {address && <img src={address} alt="" />}
      </UnstyledButton>
      <Modal
        opened={opened}
        onClose={whole.close}
        title={file.name}
        size="auto"
        closeButtonProps={{ 'aria-label': t('shared.close') }}
      >
        {address && <img src={address} alt={file.name} className={classes.whole} />}
      </Modal>
    </>
  )
}

/** An address of a blob for as long as it is shown. */
export function useAddress(blob: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return undefined
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return address
}
