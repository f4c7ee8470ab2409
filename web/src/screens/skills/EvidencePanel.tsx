import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Evidence } from '../../contract/profile.ts'
import { EmptyState } from '../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useProfile } from '../../state/profiles.ts'

interface Props {
  person: number
  skill: number
  onClose: () => void
}

/** What stands behind one tie of a person and a skill: each piece with its ticket and day. */
export function EvidencePanel({ person, skill, onClose }: Props) {
  const { t } = useTranslation()
  const profile = useProfile(person)
  return (
    <Shown query={profile}>
      {(data) => {
        const standing = data.skills.find((one) => one.skill === skill)
        const title = standing
          ? t('skills.evidenceOf', { person: data.person.name, skill: standing.name })
          : data.person.name
        return (
          <Panel
            title={title}
            aside={
              <Button variant="default" size="compact-sm" onClick={onClose}>
                {t('shared.close')}
              </Button>
            }
            flush
          >
            {!standing && (
              <EmptyState title={t('skills.noEvidence')} hint={t('skills.noEvidenceHint')} />
            )}
            <ul className="plain-list">
              {standing?.evidence.map((piece) => (
                <Piece key={piece.id} piece={piece} />
              ))}
            </ul>
            {standing && standing.pieces > standing.evidence.length && (
              <Text size="xs" c="dimmed" p="md">
                {t('skills.newestOf', { count: standing.evidence.length, of: standing.pieces })}
              </Text>
            )}
          </Panel>
        )
      }}
    </Shown>
  )
}

function Piece({ piece }: { piece: Evidence }) {
  const { t } = useTranslation()
  const place = piece.ticket ? `/tickets/${piece.ticket}` : `/articles/${piece.article}`
  return (
    <li className="row">
      <Text size="sm">
        {t(`people.kind.${piece.kind as 'solved'}`)}{' '}
        {piece.summary && (
          <Link href={place} className="figure-link">
            {piece.ticket && `#${piece.ticket} `}
            {piece.summary}
          </Link>
        )}{' '}
        <Text span size="xs" c="dimmed">
          {piece.by && `${t('articles.by')} ${piece.by.name} · `}
          <Moment at={piece.at} />
        </Text>
      </Text>
    </li>
  )
}
