import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proposal } from '../../contract/skill.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { SkillPicker } from '../../parts/skills/SkillPicker.tsx'
import { useDecideProposal } from '../../state/taxonomy.ts'

interface Props {
  proposal: Proposal
  how: 'accepted' | 'merged'
  onClose: () => void
}

/** Name the skill that a proposal becomes, or choose the one that it belongs to. */
export function ProposalDialog({ proposal, how, onClose }: Props) {
  const { t } = useTranslation()
  const decide = useDecideProposal()
  const [name, setName] = useState(proposal.term.charAt(0).toUpperCase() + proposal.term.slice(1))
  const [into, setInto] = useState(proposal.near ? String(proposal.near.id) : null)
  const accepts = how === 'accepted'
  return (
    <Dialog
      title={t(accepts ? 'skills.acceptOne' : 'skills.mergeProposal', { term: proposal.term })}
      hint={t('skills.decideHint', { count: proposal.solved })}
      go={t(accepts ? 'skills.acceptGo' : 'skills.mergeGo')}
      busy={decide.isPending}
      error={decide.error}
      incomplete={accepts ? !name.trim() : !into}
      onGo={() =>
        decide.mutate(
          accepts
            ? { proposal: proposal.id, decision: how, name }
            : { proposal: proposal.id, decision: how, into: Number(into) },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      {accepts ? (
        <TextInput
          label={t('skills.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
          data-autofocus
        />
      ) : (
        <SkillPicker
          label={t('skills.mergeInto')}
          value={into}
          onChange={setInto}
          named={proposal.near}
        />
      )}
    </Dialog>
  )
}
