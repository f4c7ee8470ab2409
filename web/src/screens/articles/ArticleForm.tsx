import { Button, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleDraft, ArticleWords } from '../../contract/article.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'

interface Props {
  start: ArticleDraft
  busy: boolean
  error: unknown
  onSave: (words: ArticleDraft) => void
  onCancel: () => void
}

const PARTS = ['symptom', 'cause', 'fix'] as const

/** The fields of an article. */
export function ArticleForm({ start, busy, error, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState(start)
  const set = (name: keyof ArticleWords, value: string) =>
    setWords((before) => ({ ...before, [name]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave({ ...words, product: words.product || null, component: words.component || null })
  }
  return (
    <Stack component="form" className="panel" p="md" maw={820} onSubmit={submit}>
      <TextInput
        label={t('articles.name')}
        value={words.title}
        onChange={(event) => set('title', event.currentTarget.value)}
        maxLength={200}
        required
      />
      {PARTS.map((part) => (
        <Textarea
          key={part}
          label={t(`articles.${part}`)}
          description={part === 'symptom' ? t('articles.symptomHint') : undefined}
          value={words[part]}
          onChange={(event) => set(part, event.currentTarget.value)}
          maxLength={20_000}
          required={part === 'fix'}
          autosize
          minRows={part === 'fix' ? 5 : 3}
        />
      ))}
      <Group grow>
        <TextInput
          label={t('tickets.product')}
          value={words.product ?? ''}
          onChange={(event) => set('product', event.currentTarget.value)}
          maxLength={80}
        />
        <TextInput
          label={t('tickets.component')}
          value={words.component ?? ''}
          onChange={(event) => set('component', event.currentTarget.value)}
          maxLength={120}
        />
      </Group>
      <Switch
        label={t('articles.forRequesters')}
        description={t('articles.readers')}
        checked={words.for_requesters}
        onChange={(event) => {
          const shared = event.currentTarget.checked
          setWords((before) => ({ ...before, for_requesters: shared }))
        }}
      />
      <ErrorNote error={error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t('shared.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('articles.save')}
        </Button>
      </Group>
    </Stack>
  )
}
