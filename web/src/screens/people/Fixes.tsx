import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Fix } from '../../contract/profile.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Moment } from '../../parts/text/Moment.tsx'

/** What somebody fixed or wrote down that solved other people's tickets since. */
export function Fixes({ fixes }: { fixes: Fix[] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('people.fixes')} flush>
      <ul className="plain-list">
        {fixes.map((fix) => (
          <li className="row" key={`${fix.article}-${fix.ticket}`}>
            <Link
              href={fix.article ? `/articles/${fix.article}` : `/tickets/${fix.ticket}`}
              className="row-link"
            >
              {fix.title}
            </Link>
            <Text size="xs" c="dimmed">
              {t('people.fixUsed', { count: fix.uses })} · <Moment at={fix.last_at} />
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
