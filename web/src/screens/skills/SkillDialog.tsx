import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { SkillPage } from '../../contract/skill.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useSaveSkill, useSkillChoices } from '../../state/skills.ts'

interface Draft {
  name: string
  description: string
  broader: string | null
  related: string[]
  aliases: string
}

function draftOf(skill: SkillPage | undefined): Draft {
  return {
    name: skill?.name ?? '',
    description: skill?.description ?? '',
    broader: skill?.broader ? String(skill.broader.id) : null,
    related: (skill?.related ?? []).map((one) => String(one.id)),
    aliases: (skill?.aliases ?? []).join('\n'),
  }
}

/** Add a skill, or change its words, place and other names. */
export function SkillDialog({ skill, onClose }: { skill?: SkillPage; onClose: () => void }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const save = useSaveSkill(skill?.id ?? null)
  const [words, setWords] = useState<Draft>(() => draftOf(skill))
  const { name, description, broader, related, aliases } = words
  const submit = () =>
    save.mutate(
      {
        name,
        description,
        broader: broader ? Number(broader) : null,
        aliases: aliases
          .split('\n')
          .map((one) => one.trim())
          .filter(Boolean),
        ...(skill ? { related: related.map(Number) } : {}),
      },
      {
        onSuccess: (saved) => {
          onClose()
          go(`/skills/${saved.id}`)
        },
      },
    )
  return (
    <Dialog
      title={skill ? skill.name : t('skills.new')}
      go={t('skills.save')}
      busy={save.isPending}
      error={save.error}
      onGo={submit}
      onClose={onClose}
      incomplete={!name.trim()}
    >
      <Fields words={words} except={skill?.id} onChange={setWords} />
    </Dialog>
  )
}

interface FieldsProps {
  words: Draft
  except: number | undefined
  onChange: (words: Draft) => void
}

function Fields({ words, except, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const choices = useSkillChoices()
  const set = (name: 'name' | 'description' | 'aliases', value: string) =>
    onChange({ ...words, [name]: value })
  return (
    <>
      <TextInput
        label={t('skills.name')}
        value={words.name}
        onChange={(event) => set('name', event.currentTarget.value)}
        maxLength={80}
        required
        data-autofocus
      />
      <Textarea
        label={t('skills.description')}
        value={words.description}
        onChange={(event) => set('description', event.currentTarget.value)}
        maxLength={400}
        autosize
        minRows={2}
      />
      <Select
        label={t('skills.broader')}
        data={choices.filter((choice) => choice.value !== String(except))}
        value={words.broader}
        onChange={(value) => onChange({ ...words, broader: value })}
        searchable
        clearable
      />
      {except !== undefined && (
        <MultiSelect
          label={t('skills.related')}
          description={t('skills.relatedHint')}
          data={choices.filter((choice) => choice.value !== String(except))}
          value={words.related}
          onChange={(value) => onChange({ ...words, related: value })}
          searchable
          maxValues={50}
        />
      )}
      <Textarea
        label={t('skills.aliases')}
        description={t('skills.aliasesHint')}
        value={words.aliases}
        onChange={(event) => set('aliases', event.currentTarget.value)}
        maxLength={6000}
        autosize
        minRows={3}
      />
    </>
  )
}
