import { Badge, Button, CloseButton, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ProfilePage } from '../../contract/profile.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { SkillPicker } from '../../parts/skills/SkillPicker.tsx'
import { useAddTraining, useMySkill } from '../../state/profiles.ts'

/** What somebody wants to grow; on one's own page also what one says one knows. */
export function MySkills({ profile }: { profile: ProfilePage }) {
  const { t } = useTranslation()
  const interest = useMySkill('interests')
  const mine = profile.can.edit === true
  return (
    <Panel title={t('people.interests')}>
      <Stack gap="sm">
        {profile.interests.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('people.noInterests')}
          </Text>
        )}
        <Group gap={6}>
          {profile.interests.map((one) => (
            <Group gap={2} key={one.skill} wrap="nowrap">
              <Badge variant="light" tt="none" component={Link} href={`/skills/${one.skill}`}>
                {one.name}
              </Badge>
              {mine && (
                <CloseButton
                  size="sm"
                  aria-label={t('people.dropInterest', { name: one.name })}
                  onClick={() =>
                    interest.mutate({ skill: one.skill, on: false }, { onError: sayError })
                  }
                />
              )}
            </Group>
          ))}
        </Group>
        {mine && (
          <>
            <AddSkill kind="interests" label={t('people.addInterest')} />
            <AddSkill kind="claims" label={t('people.addClaim')} />
          </>
        )}
        {profile.can.train && <AddTraining person={profile.person.id} />}
      </Stack>
    </Panel>
  )
}

/** A training somebody had: the skill and the day. */
function AddTraining({ person }: { person: number }) {
  const { t } = useTranslation()
  const add = useAddTraining(person)
  const [skill, setSkill] = useState<string | null>(null)
  const [on, setOn] = useState('')
  const go = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ skill: Number(skill), on }, { onSuccess: () => setSkill(null), onError: sayError })
  }
  return (
    <form onSubmit={go}>
      <Fieldset legend={t('people.addTraining')} p="xs">
        <SkillPicker label={t('people.trainingSkill')} value={skill} onChange={setSkill} />
        <Group align="flex-end" gap="xs" mt="xs">
          <TextInput
            type="date"
            label={t('people.trainingDay')}
            value={on}
            onChange={(event) => setOn(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!skill || !on} loading={add.isPending}>
            {t('people.trainingGo')}
          </Button>
        </Group>
      </Fieldset>
    </form>
  )
}

function AddSkill({ kind, label }: { kind: 'claims' | 'interests'; label: string }) {
  const add = useMySkill(kind)
  return (
    <SkillPicker
      label={label}
      value={null}
      onChange={(value) =>
        value && add.mutate({ skill: Number(value), on: true }, { onError: sayError })
      }
    />
  )
}
