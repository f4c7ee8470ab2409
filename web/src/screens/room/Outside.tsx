import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../contract/swarm.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { seesReports } from '../../parts/frame/Nav.tsx'
import { InvitationCall } from '../../parts/notices/InvitationCall.tsx'
import { subjectOf } from '../../parts/rooms/subject.ts'
import { Prose } from '../../parts/text/Prose.tsx'
import { useMe } from '../../state/me.ts'
import { eraseAnswer, observe, offerHelp, useSwarmVerb } from '../../state/swarm.ts'
import { Effort } from './Effort.tsx'
import { Head } from './Head.tsx'
import { Members } from './Members.tsx'

/** What somebody who is not in the room may see: what it is about, who is in, how to help. */
export function Outside({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <Stack gap="md" maw={900}>
      <Head page={page} />
      {page.my_invitation && page.can.answer && (
        <Panel title={t('room.invited_you')}>
          <InvitationCall
            card={{
              ...page.my_invitation,
              ticket: page.ticket,
              subject: subjectOf(page, t),
              help_needed: null,
            }}
          />
        </Panel>
      )}
      {page.my_answer && <MyAnswer page={page} answer={page.my_answer} />}
      {page.can.come_in && <ComeIn page={page} />}
      {!page.my_invitation && !page.can.come_in && <OfferPanel page={page} />}
      {seesReports(me) && page.ticket && <Effort swarm={page.id} />}
      <Members page={page} />
    </Stack>
  )
}

/** What I helped with in one message; my own words, so mine to erase. */
function MyAnswer({
  page,
  answer,
}: {
  page: SwarmPage
  answer: { invitation: number; html: string }
}) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const [asking, dialog] = useDisclosure()
  return (
    <Panel title={t('room.helpedWith')}>
      <Prose html={answer.html} />
      <Button size="compact-sm" variant="default" mt="xs" onClick={dialog.open}>
        {t('room.erase')}
      </Button>
      {asking && (
        <Dialog
          title={t('room.erase')}
          go={t('room.eraseGo')}
          busy={verb.isPending}
          error={verb.error}
          onGo={() =>
            verb.mutate(() => eraseAnswer(answer.invitation), { onSuccess: dialog.close })
          }
          onClose={dialog.close}
        >
          <Text size="sm">{t('room.eraseSure')}</Text>
        </Dialog>
      )}
    </Panel>
  )
}

/** A room of mine in which tickets are picked over: one comes in unasked. */
function ComeIn({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(undefined)
  return (
    <Panel title={t('room.outsideTitle')} hint={t('picking.comeInHint')}>
      <ErrorNote error={verb.error} />
      <Button loading={verb.isPending} onClick={() => verb.mutate(() => observe(page.id))}>
        {t('picking.comeIn')}
      </Button>
    </Panel>
  )
}

function OfferPanel({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
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
