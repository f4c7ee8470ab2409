import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { SimilarList } from '../../parts/knowledge/SimilarList.tsx'
import { type Draft, useSimilarToDraft } from '../../state/matching.ts'
import { useMe } from '../../state/me.ts'

/** What was solved before that is near to what is being typed. */
export function SimilarWhileTyping({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const desk = seesDesk(useMe())
  const [settled] = useDebouncedValue(draft, 450, { leading: false })
  const similar = useSimilarToDraft(settled)
  return (
    <Panel
      title={t('tickets.similar')}
      hint={t(desk ? 'tickets.similarHint' : 'tickets.similarArticles')}
    >
      <div aria-live="polite">
        {similar.data ? (
          <SimilarList similar={similar.data} />
        ) : (
          <Text size="sm" c="dimmed">
            {t(desk ? 'tickets.similarWait' : 'tickets.similarArticlesWait')}
          </Text>
        )}
      </div>
      <ErrorNote error={similar.error} />
    </Panel>
  )
}
