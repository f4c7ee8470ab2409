import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Grey rows of the height of real ones, so that nothing jumps when they come. */
export function WaitingRows({ count = 6, height = 52 }: { count?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <Stack gap={1} role="status">
      <VisuallyHidden>{t('shared.loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div className="row" key={row} style={{ height }}>
          <Skeleton height={12} width={`${64 - (row % 3) * 11}%`} mt={4} />
          <Skeleton height={9} width={`${38 - (row % 2) * 9}%`} mt={9} />
        </div>
      ))}
    </Stack>
  )
}
