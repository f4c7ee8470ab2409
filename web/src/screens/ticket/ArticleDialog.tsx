import { Skeleton, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ArticleDraft } from '../../contract/knowledge.ts'
import type { TicketPage } from '../../contract/ticket.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { say } from '../../parts/feedback/say.ts'
import { readArticleDraft, writeArticle } from '../../state/matching.ts'

interface Props {
  ticket: TicketPage
  onClose: () => void
}

/** “Save as article”, filled in from symptom, cause and fix. */
export function ArticleDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [own, setOwn] = useState<Partial<ArticleDraft>>({})
  const filled = useQuery({
    queryKey: ['ticket', ticket.number, 'article-draft'],
    queryFn: () => readArticleDraft(ticket.number),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const draft = filled.data && { ...filled.data, ...own }
  const save = useMutation({ mutationFn: writeArticle })
  const finish = ({ id }: { id: number }) => {
    say(t('ticket.articleSaved'))
    onClose()
    go(`/articles/${id}`)
  }
  return (
    <Dialog
      title={t('ticket.articleTitle')}
      hint={t('articles.readers')}
      go={t('ticket.saveArticle')}
      busy={save.isPending}
      error={save.error ?? filled.error}
      incomplete={!draft}
      onGo={() =>
        draft && save.mutate({ ...writable(draft), ticket: ticket.number }, { onSuccess: finish })
      }
      onClose={onClose}
      size="xl"
    >
      {draft ? (
        <Fields draft={draft} onChange={(part) => setOwn((before) => ({ ...before, ...part }))} />
      ) : (
        <Skeleton height={260} />
      )}
    </Dialog>
  )
}

/** What the route for a new article takes, and nothing else. */
function writable({ title, symptom, cause, fix, product, component }: ArticleDraft): ArticleDraft {
  return { title, symptom, cause, fix, product, component }
}

interface FieldsProps {
  draft: ArticleDraft
  onChange: (part: Partial<ArticleDraft>) => void
}

function Fields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const text = (name: 'symptom' | 'cause' | 'fix') => (
    <Textarea
      label={t(`ticket.${name}`)}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      autosize
      minRows={3}
      maxRows={12}
    />
  )
  return (
    <>
      <TextInput
        label={t('ticket.articleName')}
        value={draft.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        required
        withAsterisk={false}
      />
      {text('symptom')}
      {text('cause')}
      {text('fix')}
    </>
  )
}
