import { Badge, Button, Group, Switch, Text, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { ArticleRow } from '../../contract/article.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PagedList } from '../../parts/feedback/PagedList.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { useArticles, useSharing } from '../../state/articles.ts'

/** Articles: searched, or the latest first. */
export function ArticleList() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const q = params.get('q') ?? ''
  const retired = params.get('retired') === 'true'
  const list = useArticles({ q, retired: retired || undefined })
  const writes = list.data?.pages[0]?.can.write ?? false
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const sought = q !== '' || retired
  return (
    <>
      <PageHead title={t('articles.title')} hint={t('articles.hint')}>
        {writes && (
          <Button
            component={Link}
            href="/articles/new"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
          >
            {t('articles.new')}
          </Button>
        )}
      </PageHead>
      <Group mb="md">
        <TextInput
          type="search"
          aria-label={t('articles.search')}
          placeholder={t('articles.search')}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={q}
          onChange={(event) => set('q', event.currentTarget.value)}
          maw={360}
          flex={1}
          maxLength={200}
        />
        {writes && (
          <Switch
            label={t('articles.showRetired')}
            checked={retired}
            onChange={(event) => set('retired', event.currentTarget.checked ? 'true' : '')}
          />
        )}
      </Group>
      <PagedList
        list={list}
        row={(article) => <Row key={article.id} row={article} shares={writes} />}
        empty={
          <EmptyState
            title={t(sought ? 'articles.empty' : 'articles.none')}
            hint={t(hintOf(sought, writes))}
          />
        }
      />
    </>
  )
}

function hintOf(sought: boolean, writes: boolean) {
  if (sought) return writes ? 'articles.emptyHint' : 'articles.emptyForRequesters'
  return writes ? 'articles.noneHint' : 'articles.noneForRequesters'
}

function Row({ row, shares }: { row: ArticleRow; shares: boolean }) {
  const { t } = useTranslation()
  const sharing = useSharing()
  const place = [row.product, row.component].filter(Boolean).join(' · ')
  return (
    <li className="row">
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Link href={`/articles/${row.id}`} className="row-link">
          {row.title}
        </Link>
        {row.retired && (
          <Badge variant="light" color="gray" tt="none">
            {t('articles.retired')}
          </Badge>
        )}
        {shares && !row.retired && (
          <Switch
            size="xs"
            className="row-switch"
            label={t('articles.forRequesters')}
            checked={row.for_requesters}
            disabled={sharing.isPending}
            onChange={(event) =>
              sharing.mutate(
                { article: row.id, share: event.currentTarget.checked },
                { onError: sayError },
              )
            }
          />
        )}
      </Group>
      {row.snippet && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {row.snippet}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {place && `${place} · `}
        {row.author && `${t('articles.by')} ${row.author.name} · `}
        <Moment at={row.updated_at} />
        {row.solved > 0 && ` · ${t('articles.solved', { count: row.solved })}`}
      </Text>
    </li>
  )
}
