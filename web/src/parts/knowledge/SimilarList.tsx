import { Stack, Text } from '@mantine/core'
import { IconBook2, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ArticleHit, PastFix, Similar } from '../../contract/knowledge.ts'
import { Moment } from '../text/Moment.tsx'
import classes from './knowledge.module.css'

/** Past fixes and articles, each in two lines and behind a link. */
export function SimilarList({ similar }: { similar: Similar }) {
  const { t } = useTranslation()
  if (similar.fixes.length + similar.articles.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('tickets.similarNone')}
      </Text>
    )
  }
  return (
    <Stack gap="sm" component="ul" className="plain-list">
      {similar.articles.slice(0, 3).map((article) => (
        <Article key={`a${article.id}`} article={article} />
      ))}
      {similar.fixes.slice(0, 3).map((fix) => (
        <Fix key={`t${fix.ticket}`} fix={fix} />
      ))}
    </Stack>
  )
}

function Article({ article }: { article: ArticleHit }) {
  const { t } = useTranslation()
  return (
    <li className={classes.item}>
      <IconBook2 size={17} stroke={1.7} aria-label={t('tickets.article')} role="img" />
      <div>
        <Link href={`/articles/${article.id}`} className={classes.link}>
          {article.title}
        </Link>
        <Text size="sm" lineClamp={2}>
          {article.fix}
        </Text>
      </div>
    </li>
  )
}

function Fix({ fix }: { fix: PastFix }) {
  const { t } = useTranslation()
  return (
    <li className={classes.item}>
      <IconCircleCheck size={17} stroke={1.7} aria-hidden="true" />
      <div>
        <Link href={`/tickets/${fix.ticket}`} className={classes.link}>
          #{fix.ticket} {fix.summary}
        </Link>
        <Text size="sm" lineClamp={2}>
          {fix.fix}
        </Text>
        <Text size="xs" c="dimmed">
          {t('tickets.alike', { percent: Math.round(fix.similarity * 100) })}
          {fix.solved_at && (
            <>
              {' · '}
              <Moment at={fix.solved_at} />
            </>
          )}
        </Text>
      </div>
    </li>
  )
}
