import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SkillRef } from '../../contract/skill.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { say } from '../../parts/feedback/say.ts'
import { SkillPicker } from '../../parts/skills/SkillPicker.tsx'
import { useMergeSkill } from '../../state/taxonomy.ts'

/** Make a skill part of another. */
export function MergeDialog({ skill, onClose }: { skill: SkillRef; onClose: () => void }) {
  const { t } = useTranslation()
  const merge = useMergeSkill()
  const [into, setInto] = useState<string | null>(null)
  return (
    <Dialog
      title={t('skills.mergeOne', { name: skill.name })}
      hint={t('skills.mergeHint')}
      go={t('skills.mergeGo')}
      busy={merge.isPending}
      error={merge.error}
      incomplete={!into}
      onGo={() =>
        merge.mutate(
          { skill: skill.id, into: Number(into) },
          {
            onSuccess: (kept) => {
              say(t('skills.merged', { name: kept.name }))
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <SkillPicker
        label={t('skills.mergeInto')}
        value={into}
        onChange={setInto}
        except={skill.id}
      />
    </Dialog>
  )
}
