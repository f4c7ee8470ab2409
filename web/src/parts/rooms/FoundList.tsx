import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type FoundMessage, useFoundMessages } from '../../state/finding.ts'
import { EmptyState } from '../feedback/EmptyState.tsx'
import { Shown } from '../feedback/Query.tsx'
import { Moment } from '../text/Moment.tsx'

interface Props {
  words: string
  /** In one room only. */
  swarm?: number
}

/** Messages that hold the words, newest first; each leads to where it was said. */
export function FoundList({ words, swarm }: Props) {
  const { t } = useTranslation()
  const found = useFoundMessages(words, swarm)
  if (!/\w/u.test(words)) return null
  return (
    <Shown query={found}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0) {
          return <EmptyState title={t('talk.foundNone')} hint={t('talk.foundNoneHint')} />
        }
        return (
          <>
            <ul className="plain-list">
              {items.map((one) => (
                <Found key={one.message} found={one} inRoom={swarm !== undefined} />
              ))}
            </ul>
            {found.hasNextPage && (
              <Button
                variant="subtle"
                size="compact-sm"
                m="xs"
                loading={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {t('talk.foundMore')}
              </Button>
            )}
          </>
        )
      }}
    </Shown>
  )
}

function Found({ found, inRoom }: { found: FoundMessage; inRoom: boolean }) {
  return (
    <li className="row">
      <Text size="xs" c="dimmed">
        {found.author.name} · <Moment at={found.at} />
        {!inRoom && ` · ${found.ticket === null ? '' : `#${found.ticket} `}${found.summary}`}
      </Text>
      <Link href={`/swarms/${found.swarm}?line=${found.seq}`} className="row-link">
        {found.snippet}
      </Link>
    </li>
  )
}
