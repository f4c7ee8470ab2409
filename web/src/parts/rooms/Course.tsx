import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Moment as KeyMoment } from '../../contract/board.ts'
import { Moment } from '../text/Moment.tsx'
import { Part } from './Findings.tsx'

interface Props {
  moments: KeyMoment[]
  /** The swarm whose messages can be gone to; none where its room cannot be read. */
  swarm?: number
}

/** The key moments of a swarm, oldest first. */
export function Course({ moments, swarm }: Props) {
  const { t } = useTranslation()
  return (
    <Part title={t('board.course')}>
      {moments.map((one) => (
        <OneMoment key={one.seq} moment={one} swarm={swarm} />
      ))}
    </Part>
  )
}

function OneMoment({ moment, swarm }: { moment: KeyMoment; swarm: number | undefined }) {
  const { t } = useTranslation()
  const who = moment.kind === 'joined' ? moment.person : moment.actor
  const words = t(`board.moment.${moment.kind}`, {
    name: who?.name ?? t('shared.deskItself'),
    text: moment.text ?? t('board.erased'),
  })
  return (
    <li>
      {moment.line === null || swarm === undefined ? (
        words
      ) : (
        <Link href={`/swarms/${swarm}?line=${moment.line}`}>{words}</Link>
      )}{' '}
      <Text span size="xs" c="dimmed">
        <Moment at={moment.at} />
      </Text>
    </li>
  )
}
