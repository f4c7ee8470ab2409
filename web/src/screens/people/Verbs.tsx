import { Button, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { ProfilePage, SkillStanding } from '../../contract/profile.ts'
import { say, sayError } from '../../parts/feedback/say.ts'
import { useEndorse, useMySkill, useObjection } from '../../state/profiles.ts'
import { ContestDialog } from './ContestDialog.tsx'

interface Props {
  standing: SkillStanding
  profile: ProfilePage
}

/** What can be done about one skill: vouch for a colleague's, or speak for one's own. */
export function Verbs({ standing, profile }: Props) {
  const { t } = useTranslation()
  const endorse = useEndorse(profile.person.id)
  if (profile.can.claim) return <OwnVerbs standing={standing} />
  if (!profile.can.endorse) return null
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={endorse.isPending}
      aria-label={`${t('people.endorse')}: ${standing.name}`}
      onClick={() =>
        endorse.mutate(standing.skill, {
          onSuccess: () => say(t('people.endorsed')),
          onError: sayError,
        })
      }
    >
      {t('people.endorse')}
    </Button>
  )
}

function OwnVerbs({ standing }: { standing: SkillStanding }) {
  const { t } = useTranslation()
  const claim = useMySkill('claims')
  const contest = useObjection('contests')
  const hide = useObjection('hidden')
  const [asking, { open, close }] = useDisclosure(false)
  const { skill, name } = standing
  const claimed = standing.declared.claimed_at !== null
  const has = (kind: string) => standing.objections.some((one) => one.kind === kind)
  const contested = has('contested')
  const hidden = has('hidden')
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" size="compact-sm" aria-label={t('people.mind', { name })}>
            {t('people.own')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => claim.mutate({ skill, on: !claimed }, { onError: sayError })}>
            {t(claimed ? 'people.unclaim' : 'people.claim')}
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              contested ? contest.mutate({ skill, on: false }, { onError: sayError }) : open()
            }
          >
            {t(contested ? 'people.uncontest' : 'people.contest')}
          </Menu.Item>
          <Menu.Item onClick={() => hide.mutate({ skill, on: !hidden }, { onError: sayError })}>
            {t(hidden ? 'people.unhide' : 'people.hide')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && <ContestDialog standing={standing} onClose={close} />}
    </>
  )
}
