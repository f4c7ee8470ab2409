import { ActionIcon, Button, Text } from '@mantine/core'
import { IconSwitchHorizontal, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Bench } from '../../contract/swarm.ts'
import { PersonChip } from '../people/PersonChip.tsx'
import type { Builder } from './builder.ts'
import classes from './help.module.css'
import { type Member, runnerUp, swapped, withoutMember } from './team.ts'

interface Props {
  member: Member
  /** The share of what is needed that only they cover. */
  alone: number
  builder: Builder
  bench: Bench[]
}

/** A member: what they bring, who could come in their place, and leaving them out. */
export function TeamSeat({ member, alone, builder, bench }: Props) {
  const { t } = useTranslation()
  const { name, id } = member.person
  const other = member.learner ? null : runnerUp(member, builder.members, bench)
  return (
    <li className={classes.seat}>
      <div>
        <PersonChip person={member.person} size="sm" />
        <Text size="xs" c="dimmed">
          <Brings member={member} alone={alone} known={bench.some((one) => one.person.id === id)} />
        </Text>
        {other && (
          <Button
            size="compact-xs"
            variant="subtle"
            className={classes.swap}
            leftSection={<IconSwitchHorizontal size={13} />}
            aria-label={t('team.swapLabel', { name, other: other.person.name })}
            onClick={() => builder.change(swapped(builder.members, id, other))}
          >
            {t('team.swap', { name: other.person.name })}
          </Button>
        )}
      </div>
      <ActionIcon
        size={28}
        variant="subtle"
        color="gray"
        aria-label={t('team.remove', { name })}
        onClick={() => builder.change(withoutMember(builder.members, id))}
      >
        <IconX size={15} />
      </ActionIcon>
    </li>
  )
}

interface BringsProps {
  member: Member
  alone: number
  known: boolean
}

function Brings({ member, alone, known }: BringsProps) {
  const { t } = useTranslation()
  if (member.learner) return <>{t('team.learns')}</>
  if (member.covers.length === 0) return <>{t(known ? 'team.coversNothing' : 'team.looking')}</>
  return (
    <>
      {t('team.member', { names: member.covers.join(', ') })}
      {alone > 0 && ` · ${t('team.alone', { share: Math.round(100 * alone) })}`}
    </>
  )
}
