import { useTranslation } from 'react-i18next'
import { useLocation, useParams, useSearchParams } from 'wouter'
import type { ArticleDraft, ArticlePage } from '../../contract/article.ts'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Addressed, Shown } from '../../parts/feedback/Query.tsx'
import { say } from '../../parts/feedback/say.ts'
import {
  useArticle,
  useArticleDraft,
  useEditArticle,
  useWriteArticle,
} from '../../state/articles.ts'
import { ArticleForm } from './ArticleForm.tsx'

const BLANK: ArticleDraft = {
  title: '',
  symptom: '',
  cause: '',
  fix: '',
  product: null,
  component: null,
  for_requesters: false,
}

/** A new article, empty or filled in from a ticket. */
export function NewArticle() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const ticket = Number(params.get('ticket')) || null
  const draft = useArticleDraft(ticket)
  return (
    <>
      <PageHead
        title={t('articles.new')}
        hint={ticket ? t('articles.fromTicket', { number: ticket }) : undefined}
      />
      {ticket ? (
        <Shown query={draft}>
          {(words) => <Write start={{ ...words, for_requesters: false }} ticket={ticket} />}
        </Shown>
      ) : (
        <Write start={BLANK} />
      )}
    </>
  )
}

function Write({ start, ticket }: { start: ArticleDraft; ticket?: number }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const write = useWriteArticle()
  const save = (words: ArticleDraft) =>
    write.mutate(
      { ...wordsOf(words), ...(ticket ? { ticket } : {}) },
      {
        onSuccess: (article) => {
          say(t('articles.saved'))
          go(`/articles/${article.id}`)
        },
      },
    )
  return (
    <ArticleForm
      start={start}
      busy={write.isPending}
      error={write.error}
      onSave={save}
      onCancel={() => history.back()}
    />
  )
}

/** A new edition of an article. */
export function EditArticle() {
  const article = useArticle(Number(useParams<{ id: string }>().id))
  return <Addressed query={article}>{(data) => <Edit article={data} />}</Addressed>
}

function Edit({ article }: { article: ArticlePage }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const edit = useEditArticle(article.id)
  const back = () => go(`/articles/${article.id}`)
  const save = (words: ArticleDraft) =>
    edit.mutate(
      { ...wordsOf(words), edition: article.edition },
      {
        onSuccess: () => {
          say(t('articles.saved'))
          back()
        },
      },
    )
  return (
    <>
      <PageHead title={t('articles.editTitle')} />
      <ArticleForm
        start={article}
        busy={edit.isPending}
        error={edit.error}
        onSave={save}
        onCancel={back}
      />
    </>
  )
}

function wordsOf(draft: ArticleDraft): ArticleDraft {
  const { title, symptom, cause, fix, product, component, for_requesters } = draft
  return { title, symptom, cause, fix, product, component, for_requesters }
}
