import { Badge, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Objection, ProfilePage, SkillStanding } from '../../contract/profile.ts'
import { sayError } from '../../parts/feedback/say.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { useSettleContest } from '../../state/profiles.ts'

interface Props {
  standing: SkillStanding
  profile: ProfilePage
}

/** What the person holds against this, and a manager's word on it. */
export function Objections({ standing, profile }: Props) {
  return standing.objections.map((one) => (
    <Line key={one.id} objection={one} settles={profile.can.settle === true} />
  ))
}

function Line({ objection, settles }: { objection: Objection; settles: boolean }) {
  const { t } = useTranslation()
  const settle = useSettleContest()
  const say = (verdict: 'upheld' | 'dismissed') =>
    settle.mutate({ contest: objection.id, verdict }, { onError: sayError })
  return (
    <Group gap="xs" my={4}>
      <Badge variant="light" color="honey" tt="none">
        {t(`people.${objection.kind as 'contested'}`)}
      </Badge>
      <Text size="xs" c="dimmed">
        {objection.why && `“${objection.why}” `}
        <Moment at={objection.at} />
      </Text>
      {settles && objection.kind === 'contested' && (
        <>
          <Button size="compact-xs" variant="default" onClick={() => say('upheld')}>
            {t('people.uphold')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => say('dismissed')}>
            {t('people.dismiss')}
          </Button>
        </>
      )}
    </Group>
  )
}
