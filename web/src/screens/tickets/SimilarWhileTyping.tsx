import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { SimilarList } from '../../parts/knowledge/SimilarList.tsx'
import { type Draft, useSimilarToDraft } from '../../state/matching.ts'

/** What was solved before that is near to what is being typed. */
export function SimilarWhileTyping({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(draft, 450, { leading: false })
  const similar = useSimilarToDraft(settled)
  return (
    <Panel title={t('tickets.similar')} hint={t('tickets.similarHint')}>
      <div aria-live="polite">
        {similar.data ? (
          <SimilarList similar={similar.data} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('tickets.similarWait')}
          </Text>
        )}
      </div>
      <ErrorNote error={similar.error} />
    </Panel>
  )
}
