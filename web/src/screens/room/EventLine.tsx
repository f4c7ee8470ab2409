import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../contract/activity.ts'
import { CREDITS } from '../../contract/swarm.ts'
import { fullTime } from '../../parts/text/time.ts'
import classes from './room.module.css'

interface Props {
  line: Line
  name: (id: number | null) => string
}

const WORDS = {
  member_joined: 'room.joined',
  member_left: 'room.left',
  member_removed: 'room.removed',
  invitation_sent: 'room.invited',
  invitation_expired: 'room.expired',
  invitation_withdrawn: 'room.withdrawn',
  offer_made: 'room.offered',
} as const

function creditIn(line: Line, t: TFunction): string {
  const kind = CREDITS.find((one) => one === line.data.kind)
  return kind ? t(`room.kind.${kind}`).toLowerCase() : ''
}

/** Somebody came, went, was asked: a quiet line between the words. */
export function EventLine({ line, name }: Props) {
  const { t } = useTranslation()
  const who = name(typeof line.data.person === 'number' ? line.data.person : line.actor)
  const say = () => {
    if (line.kind === 'swarm_opened') return t('room.opened', { name: name(line.actor) })
    if (line.kind === 'swarm_closed') return t('room.closedBy', { name: name(line.actor) })
    if (line.kind === 'invitation_answered') {
      return t(line.data.answer === 'accepted' ? 'room.answeredYes' : 'room.answeredNo', {
        name: who,
      })
    }
    if (line.kind === 'contribution_credited') {
      return t('room.credited', { name: who, kind: creditIn(line, t) })
    }
    const known = WORDS[line.kind as keyof typeof WORDS]
    return known ? t(known, { name: who }) : ''
  }
  return (
    <div className={classes.event} title={fullTime(line.at)}>
      {say()}
    </div>
  )
}
