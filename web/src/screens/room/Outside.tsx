import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { InvitationCall } from '../../parts/notices/InvitationCall.tsx'
import { observe, offerHelp, useSwarmVerb } from '../../state/swarm.ts'
import { Head } from './Head.tsx'
import { Members } from './Members.tsx'

/** What somebody who is not in the room may see: what it is about, who is in, how to help. */
export function Outside({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  return (
    <Stack gap="md" maw={900}>
      <Head page={page} />
      {page.my_invitation && page.can.answer && (
        <Panel title={t('room.invited_you')}>
          <InvitationCall
            card={{ ...page.my_invitation, ticket: page.ticket, help_needed: null }}
          />
        </Panel>
      )}
      {!page.my_invitation && <OfferPanel page={page} />}
      <Members page={page} />
    </Stack>
  )
}

function OfferPanel({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket.number)
  const [note, setNote] = useState('')
  return (
    <Panel title={t('room.outsideTitle')} hint={t('room.outsideHint')}>
      <Stack gap="sm">
        {page.my_offer && <Text size="sm">{t('room.offerSent')}</Text>}
        {page.can.offer && (
          <Textarea
            label={t('room.offerNote')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={2}
            maxLength={1000}
          />
        )}
        <ErrorNote error={verb.error} />
        <Group gap="xs">
          {page.can.offer && (
            <Button
              loading={verb.isPending}
              onClick={() => verb.mutate(() => offerHelp(page.id, note.trim()))}
            >
              {t('room.offer')}
            </Button>
          )}
          {page.can.observe && (
            <Button variant="default" onClick={() => verb.mutate(() => observe(page.id))}>
              {t('room.observe')}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  )
}
