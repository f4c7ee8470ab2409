import { useMutation } from '@tanstack/react-query'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { sendFile } from '../../../state/files.ts'
import type { Attached } from '../../../state/talk.ts'
import { usePlace } from '../message/place.ts'

const MOST = 10

/**
 * The files that the message being written will carry: chosen, dropped or pasted, each sent at
 * once. `field` goes on what they are dropped or pasted into.
 */
export function useCarrying() {
  const { page } = usePlace()
  const [files, setFiles] = useState<Attached[]>([])
  const [over, setOver] = useState(false)
  const sending = useMutation({
    mutationFn: async (chosen: File[]) => {
      for (const file of chosen.slice(0, MOST)) {
        const sent = await sendFile(page.id, file)
        setFiles((before) => [...before, sent].slice(-MOST))
      }
    },
  })
  const take = (list: FileList | File[] | null) => {
    const chosen = [...(list ?? [])]
    if (chosen.length > 0) sending.mutate(chosen)
    return chosen.length > 0
  }
  const field = {
    onPaste: (event: ClipboardEvent) => {
      if (take(event.clipboardData.files)) event.preventDefault()
    },
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      if (take(event.dataTransfer.files)) event.preventDefault()
    },
  }
  return {
    files,
    over,
    sending,
    take,
    field,
    drop: (id: number) => setFiles((before) => before.filter((one) => one.id !== id)),
    empty: () => setFiles([]),
  }
}

export type Carrying = ReturnType<typeof useCarrying>
