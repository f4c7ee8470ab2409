import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SkillStanding } from '../../contract/profile.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useObjection } from '../../state/profiles.ts'

interface Props {
  standing: SkillStanding
  onClose: () => void
}

/** Say why something that is believed of oneself is not so. */
export function ContestDialog({ standing, onClose }: Props) {
  const { t } = useTranslation()
  const contest = useObjection('contests')
  const [why, setWhy] = useState('')
  return (
    <Dialog
      title={t('people.contestTitle', { name: standing.name })}
      hint={t('people.contestHint')}
      go={t('people.contestGo')}
      busy={contest.isPending}
      error={contest.error}
      onGo={() => contest.mutate({ skill: standing.skill, on: true, why }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Textarea
        label={t('people.contestWhy')}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        maxLength={400}
        autosize
        minRows={3}
        data-autofocus
      />
    </Dialog>
  )
}
