import { Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  title: string
  size?: string
  onClose: () => void
  children: ReactNode
}

/** What had the keyboard before has it again once this is gone, unless something else took it. */
function useGiveBack() {
  const before = useRef(document.activeElement)
  useEffect(() => {
    const had = before.current
    return () => {
      if (document.activeElement === document.body && had instanceof HTMLElement) had.focus()
    }
  }, [])
}

/** Something over the screen, there for as long as it is rendered; Escape leaves it. */
export function Sheet({ title, size, onClose, children }: Props) {
  const { t } = useTranslation()
  useGiveBack()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('shared.close') }}
    >
      {children}
    </Modal>
  )
}
