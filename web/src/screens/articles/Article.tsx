import { Alert, Anchor, Badge, Button, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import type { ArticlePage } from '../../contract/article.ts'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Addressed } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { Prose } from '../../parts/text/Prose.tsx'
import { StatusBadge } from '../../parts/tickets/badges.tsx'
import { useArticle, useEdition, useRetirement } from '../../state/articles.ts'

/** One article: symptom, cause, fix, its editions, and the tickets it solved. */
export function Article() {
  const id = Number(useParams<{ id: string }>().id)
  const article = useArticle(id)
  return <Addressed query={article}>{(data) => <Page article={data} />}</Addressed>
}

function Page({ article }: { article: ArticlePage }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<number | null>(null)
  const edition = useEdition(article.id, chosen)
  const shown = chosen === null ? article : edition.data
  return (
    <>
      <PageHead
        title={shown?.title ?? article.title}
        hint={[article.product, article.component].filter(Boolean).join(' · ')}
      >
        {article.retired_at && (
          <Badge variant="light" color="gray" tt="none" size="lg">
            {t('articles.retired')}
          </Badge>
        )}
        {article.for_requesters && article.can.share && (
          <Badge variant="light" tt="none" size="lg">
            {t('articles.forRequesters')}
          </Badge>
        )}
        <Buttons article={article} />
      </PageHead>
      {chosen !== null && (
        <Alert variant="light" color="honey" mb="md">
          <Group justify="space-between">
            <Text size="sm" c="var(--mantine-color-text)">
              {t('articles.old', { number: chosen })}
            </Text>
            <Button variant="default" size="xs" onClick={() => setChosen(null)}>
              {t('articles.toNewest')}
            </Button>
          </Group>
        </Alert>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack className="panel" p="md" gap="md" mih={220}>
            {(['symptom', 'cause', 'fix'] as const).map((part) =>
              shown?.[part] ? (
                <section key={part}>
                  <Title order={2} mb={4}>
                    {t(`articles.${part}`)}
                  </Title>
                  <Prose html={shown[`${part}_html`]} />
                </section>
              ) : null,
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          {article.editions.length > 0 && (
            <Stack>
              <Solved article={article} />
              <Editions article={article} chosen={chosen ?? article.edition} onChoose={setChosen} />
            </Stack>
          )}
        </Grid.Col>
      </Grid>
    </>
  )
}

function Buttons({ article }: { article: ArticlePage }) {
  const { t } = useTranslation()
  const retirement = useRetirement(article.id)
  if (!article.can.edit) return null
  return (
    <>
      {!article.retired_at && (
        <Button component={Link} href={`/articles/${article.id}/edit`}>
          {t('articles.edit')}
        </Button>
      )}
      <Button
        variant="default"
        loading={retirement.isPending}
        onClick={() => retirement.mutate(!article.retired_at, { onError: sayError })}
      >
        {article.retired_at ? t('articles.restore') : t('articles.retire')}
      </Button>
    </>
  )
}

function Solved({ article }: { article: ArticlePage }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('articles.solvedTitle')} flush>
      {article.tickets.length === 0 && (
        <Text size="sm" c="dimmed" px="md" pb="md">
          {t('articles.solvedNone')}
        </Text>
      )}
      <ul className="plain-list">
        {article.tickets.map((ticket) => (
          <li className="row" key={ticket.number}>
            <Link href={`/tickets/${ticket.number}`} className="row-link">
              <Text span c="dimmed" mr={6}>
                #{ticket.number}
              </Text>
              {ticket.summary}
            </Link>
            <Group gap={8}>
              <StatusBadge status={ticket.status} />
              {ticket.kind === 'source' && (
                <Text size="xs" c="dimmed">
                  {t('articles.source')}
                </Text>
              )}
            </Group>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

interface EditionsProps {
  article: ArticlePage
  chosen: number
  onChoose: (number: number | null) => void
}

function Editions({ article, chosen, onChoose }: EditionsProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('articles.history')}>
      <Stack gap={6} component="ol" className="plain-list">
        {article.editions.map((edition) => (
          <li key={edition.number}>
            <Group gap={8} wrap="nowrap">
              <Anchor
                component="button"
                size="sm"
                fw={edition.number === chosen ? 650 : 400}
                aria-current={edition.number === chosen ? 'true' : undefined}
                onClick={() => onChoose(edition.number === article.edition ? null : edition.number)}
              >
                {t('articles.edition', { number: edition.number })}
              </Anchor>
              {edition.by && <PersonChip person={edition.by} size="sm" />}
              <Text size="xs" c="dimmed">
                <Moment at={edition.at} />
              </Text>
            </Group>
          </li>
        ))}
      </Stack>
    </Panel>
  )
}
