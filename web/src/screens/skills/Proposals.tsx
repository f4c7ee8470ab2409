import { Anchor, Button, Collapse, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Decided, Proposal } from '../../contract/skill.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { useDecideProposal, useLookAgain, useProposals } from '../../state/taxonomy.ts'
import { ProposalDialog } from './ProposalDialog.tsx'

const FIRST = 8

/** Skills that the work proposes: each with how many solved tickets speak for it. */
export function Proposals() {
  const { t } = useTranslation()
  const proposals = useProposals()
  const again = useLookAgain()
  const [all, setAll] = useState(false)
  return (
    <Panel
      title={t('skills.proposals')}
      hint={t('skills.proposalsHint')}
      aside={
        <Button
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate(undefined, { onError: sayError })}
        >
          {t('skills.lookAgain')}
        </Button>
      }
      flush
    >
      <Shown query={proposals}>
        {(data) => (
          <>
            {data.items.length === 0 && (
              <EmptyState title={t('skills.noProposals')} hint={t('skills.noProposalsHint')} />
            )}
            <ul className="plain-list">
              {data.items.slice(0, all ? undefined : FIRST).map((one) => (
                <Row key={one.id} proposal={one} />
              ))}
            </ul>
            {data.items.length > FIRST && (
              <Button variant="subtle" m="xs" onClick={() => setAll(!all)}>
                {t(all ? 'skills.fewer' : 'skills.allProposals', { count: data.items.length })}
              </Button>
            )}
            {data.decided.length > 0 && <DecidedList decided={data.decided} />}
          </>
        )}
      </Shown>
    </Panel>
  )
}

function Row({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation()
  const decide = useDecideProposal()
  const [asking, setAsking] = useState<'accepted' | 'merged' | null>(null)
  const named = { term: proposal.term }
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <div>
          <Text fw={600}>{proposal.term}</Text>
          <Text size="sm" c="dimmed" component="div">
            <Group gap={8}>
              <span>{t('skills.speaksFor', { count: proposal.solved })}</span>
              {proposal.source === 'words' && (
                <span>{t('skills.mostlyAbout', { about: proposal.about })}</span>
              )}
              {proposal.tickets.map((number) => (
                <Link key={number} href={`/tickets/${number}`} className="figure-link">
                  #{number}
                </Link>
              ))}
            </Group>
          </Text>
        </div>
        <Group gap="xs">
          <Button
            size="compact-sm"
            aria-label={t('skills.acceptOne', named)}
            onClick={() => setAsking('accepted')}
          >
            {t('skills.accept')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('skills.mergeProposal', named)}
            onClick={() => setAsking('merged')}
          >
            {t('skills.sameAs')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('skills.dismissOne', named)}
            loading={decide.isPending}
            onClick={() =>
              decide.mutate({ proposal: proposal.id, decision: 'dismissed' }, { onError: sayError })
            }
          >
            {t('skills.dismiss')}
          </Button>
        </Group>
      </Group>
      {asking && (
        <ProposalDialog proposal={proposal} how={asking} onClose={() => setAsking(null)} />
      )}
    </li>
  )
}

function DecidedList({ decided }: { decided: Decided[] }) {
  const { t } = useTranslation()
  const [open, { toggle }] = useDisclosure(false)
  const id = useId()
  return (
    <div className="row">
      <Anchor component="button" size="sm" onClick={toggle} aria-expanded={open} aria-controls={id}>
        {t('skills.decided', { count: decided.length })}
      </Anchor>
      <Collapse expanded={open} id={id}>
        {decided.map((one) => (
          <Text size="sm" key={one.id}>
            {one.term}: {t(`skills.decision.${one.decision as 'accepted'}`)}{' '}
            {one.skill && (
              <Link href={`/skills/${one.skill.id}`} className="figure-link">
                {one.skill.name}
              </Link>
            )}
            {one.by && ` · ${one.by.name}`}
          </Text>
        ))}
      </Collapse>
    </div>
  )
}
