import { Button, Group, Stack } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { InboxSection } from '../../contract/ticket.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { SevereNews } from '../../parts/tickets/SevereNews.tsx'
import { TicketRowLine } from '../../parts/tickets/TicketRowLine.tsx'
import { useInbox, useSavedViews } from '../../state/tickets.ts'

/** The work that is relevant to me, most pressing first, each part with the reason it is shown. */
export function Inbox() {
  const { t } = useTranslation()
  const inbox = useInbox()
  return (
    <>
      <PageHead title={t('inbox.title')} hint={t('inbox.hint')}>
        <Views />
      </PageHead>
      <SevereNews />
      <Shown query={inbox}>
        {(data) => {
          const sections = data.sections.filter((section) => section.items.length > 0)
          if (sections.length === 0) return <Nothing />
          return (
            <Stack>
              {sections.map((section) => (
                <Section key={section.key} section={section} />
              ))}
            </Stack>
          )
        }}
      </Shown>
    </>
  )
}

function Views() {
  const { t } = useTranslation()
  const views = useSavedViews()
  return (
    <Group gap={6}>
      {views.data?.items.map((view) => (
        <Button
          key={view.id}
          component={Link}
          href={`/tickets?${new URLSearchParams(view.query)}`}
          variant="default"
          size="compact-md"
        >
          {view.name}
        </Button>
      ))}
      <Button component={Link} href="/tickets" variant="default" size="compact-md">
        {t('inbox.all')}
      </Button>
    </Group>
  )
}

/** Where the rest of a section is found, as far as a list can show it. */
const REST: Record<string, string> = {
  mine: '/tickets?owner=me&status=open,waiting',
  unowned: '/tickets?owner=none&status=new,open',
  elsewhere: '/tickets?owner=none&status=new,open',
}

function Section({ section }: { section: InboxSection }) {
  const { t } = useTranslation()
  const rest = REST[section.key]
  return (
    <Panel
      title={section.title}
      hint={section.why}
      flush
      aside={
        section.more && rest ? (
          <Link href={rest} className="more-link">
            {t('inbox.rest')}
          </Link>
        ) : undefined
      }
    >
      <ul className="plain-list">
        {section.items.map((ticket) => (
          <TicketRowLine key={ticket.number} ticket={ticket} known={section.why} />
        ))}
      </ul>
    </Panel>
  )
}

function Nothing() {
  const { t } = useTranslation()
  return (
    <div className="panel">
      <EmptyState
        icon={<IconInbox size={34} stroke={1.4} aria-hidden="true" />}
        title={t('inbox.empty')}
        hint={t('inbox.emptyHint')}
        action={
          <Button component={Link} href="/tickets?owner=none&status=new,open" mt="xs">
            {t('inbox.look')}
          </Button>
        }
      />
    </div>
  )
}
