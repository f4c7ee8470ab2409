import { Box, Grid, Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { TicketPage } from '../../contract/ticket.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Addressed } from '../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { RestrictedPart } from '../../parts/tickets/RestrictedPart.tsx'
import { useMe } from '../../state/me.ts'
import { useLiveTicket, useTicket } from '../../state/ticket.ts'
import { Attachments } from './Attachments.tsx'
import { Conversation } from './Conversation.tsx'
import { Details } from './Details.tsx'
import { Foresight } from './Foresight.tsx'
import { HandoverPanel } from './HandoverPanel.tsx'
import { Help } from './Help.tsx'
import { History } from './History.tsx'
import { OutcomePanel } from './OutcomePanel.tsx'
import { PastFixes } from './PastFixes.tsx'
import { ProcessPanel } from './ProcessPanel.tsx'
import { RatingPanel } from './RatingPanel.tsx'
import { TierQuestion } from './TierQuestion.tsx'
import { TopLine } from './TopLine.tsx'
import { TouchesPanel } from './TouchesPanel.tsx'
import { Transcripts } from './Transcripts.tsx'
import { TriedBefore } from './TriedBefore.tsx'
import { TwinPanel } from './TwinPanel.tsx'

/** A ticket's own address; another number is another screen. */
export function Ticket() {
  const number = Number(useParams<{ number: string }>().number)
  const ticket = useTicket(number)
  return (
    <Addressed query={ticket} waiting={<Waiting />}>
      {(page) => <Page key={number} ticket={page} />}
    </Addressed>
  )
}

function Waiting() {
  return (
    <Stack>
      <Skeleton height={96} radius="md" />
      <WaitingRows count={6} height={90} />
    </Stack>
  )
}

function Page({ ticket }: { ticket: TicketPage }) {
  const desk = seesDesk(useMe())
  useLiveTicket(ticket, desk)
  if (!desk) return <RequesterPage ticket={ticket} />
  return (
    <Stack gap="md">
      <TopLine ticket={ticket} desk />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7, xl: 8 }}>
          <Stack gap="md">
            <HandoverPanel ticket={ticket} />
            <OutcomePanel ticket={ticket} />
            <TriedBefore ticket={ticket} />
            <TierQuestion ticket={ticket} />
            <Conversation ticket={ticket} desk />
            <Transcripts ticket={ticket} />
            <TouchesPanel ticket={ticket} />
            <TwinPanel ticket={ticket} />
            <History ticket={ticket} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5, xl: 4 }}>
          <Stack gap="md">
            {ticket.process === 'tier' && <ProcessPanel ticket={ticket} />}
            <Foresight ticket={ticket} />
            <PastFixes ticket={ticket} />
            <Help ticket={ticket} />
            <Details ticket={ticket} />
            {ticket.process !== 'tier' && <ProcessPanel ticket={ticket} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  )
}

/** The same address for the one who asked: their words, the answers, and who takes care. */
function RequesterPage({ ticket }: { ticket: TicketPage }) {
  const { t } = useTranslation()
  return (
    <Stack gap="md" maw={860}>
      <TopLine ticket={ticket} desk={false} />
      <RatingPanel ticket={ticket} />
      <OutcomePanel ticket={ticket} />
      <Conversation ticket={ticket} desk={false} />
      {ticket.restricted.items.length > 0 && (
        <Panel title={t('restricted.title')}>
          <RestrictedPart ticket={ticket.number} card={ticket.restricted} />
        </Panel>
      )}
      {(ticket.can.attach || ticket.attachments.length > 0) && (
        <section className="panel">
          <Box p="md">
            <Attachments ticket={ticket} desk={false} />
          </Box>
        </section>
      )}
    </Stack>
  )
}
