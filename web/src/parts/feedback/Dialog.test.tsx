import { Button } from '@mantine/core'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { show } from '../testing/shown.tsx'
import { Dialog } from './Dialog.tsx'

function Asking() {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Ask</Button>
      {open && (
        <Dialog title="Sure?" go="Yes" busy={false} error={null} onGo={close} onClose={close}>
          <input aria-label="Why" data-autofocus />
        </Dialog>
      )}
    </>
  )
}

test('after a dialog the keyboard is where it was before', async () => {
  show(<Asking />)
  const ask = screen.getByRole('button', { name: 'Ask' })
  ask.focus()
  fireEvent.click(ask)
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Why')))
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(document.activeElement).toBe(ask))
})
