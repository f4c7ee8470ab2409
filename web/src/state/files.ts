import { useQuery } from '@tanstack/react-query'
import { post, readBlob } from '../wire/http.ts'
import type { Attached } from './talk.ts'

/** Send a file for a message that is about to be posted. */
export function sendFile(swarm: number, file: File): Promise<Attached> {
  const body = new FormData()
  body.append('file', file)
  return post<Attached>('/api/swarms/{id}/files', { path: { id: swarm }, body })
}

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
const LARGEST_PREVIEW = 5_000_000

/** Whether a file is shown in small: a picture by its content, clean, and not too large. */
export function hasPreview(file: Attached): boolean {
  return file.state === 'clean' && PICTURES.has(file.media_type) && file.size <= LARGEST_PREVIEW
}

/**
 * A picture as a blob of the type that the server found in it. The server gives files out as
 * downloads only; an image element never runs what is in one.
 */
export function usePicture(file: Attached) {
  return useQuery({
    queryKey: ['picture', file.id],
    queryFn: async () => {
      const blob = await readBlob('/api/files/{id}', { path: { id: file.id } })
      return blob.slice(0, blob.size, file.media_type)
    },
    enabled: hasPreview(file),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: 1,
  })
}
