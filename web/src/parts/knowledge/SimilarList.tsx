import { Stack, Text } from '@mantine/core'
import { IconBook2, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ArticleHit, PastFix, Similar } from '../../contract/knowledge.ts'
import { Moment } from '../text/Moment.tsx'
import classes from './knowledge.module.css'

interface Props {
  similar: Similar
  /** Two lines each, for beside a ticket. */
  dense?: boolean
}

/** The three nearest past fixes, then articles, each behind a link. */
export function SimilarList({ similar, dense = false }: Props) {
  const { t } = useTranslation()
  if (similar.fixes.length + similar.articles.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('tickets.similarNone')}
      </Text>
    )
  }
  return (
    <Stack gap={dense ? 8 : 'sm'} component="ul" className="plain-list">
      {similar.fixes.slice(0, 3).map((fix) => (
        <Fix key={`t${fix.ticket}`} fix={fix} dense={dense} />
      ))}
      {similar.articles.slice(0, dense ? 2 : 3).map((article) => (
        <Article key={`a${article.id}`} article={article} dense={dense} />
      ))}
    </Stack>
  )
}

function Article({ article, dense }: { article: ArticleHit; dense: boolean }) {
  const { t } = useTranslation()
  return (
    <li className={classes.item}>
      <IconBook2 size={17} stroke={1.7} aria-label={t('tickets.article')} role="img" />
      <div>
        <Link
          href={`/articles/${article.id}`}
          className={`${classes.link} ${dense ? classes.oneLine : ''}`}
          title={article.title}
        >
          {article.title}
        </Link>
        <Text size="sm" lineClamp={dense ? 1 : 2} title={article.fix}>
          {article.fix}
        </Text>
      </div>
    </li>
  )
}

function Fix({ fix, dense }: { fix: PastFix; dense: boolean }) {
  const { t } = useTranslation()
  const alike = t('tickets.alike', { percent: Math.round(fix.similarity * 100) })
  return (
    <li className={classes.item}>
      <IconCircleCheck size={17} stroke={1.7} aria-hidden="true" />
      <div>
        <Link
          href={`/tickets/${fix.ticket}`}
          className={`${classes.link} ${dense ? classes.oneLine : ''}`}
          title={`${fix.summary} (${alike})`}
        >
          #{fix.ticket} {fix.summary}
        </Link>
        <Text size="sm" lineClamp={dense ? 1 : 2} title={fix.fix}>
          {fix.fix}
        </Text>
        {(!dense || fix.distant) && (
          <Text size="xs" c="dimmed">
            {fix.distant ? t('tickets.distant', { alike }) : alike}
            {fix.solved_at && (
              <>
                {' · '}
                <Moment at={fix.solved_at} />
              </>
            )}
          </Text>
        )}
      </div>
    </li>
  )
}
