import { Anchor, CloseButton, Collapse, Group, Progress, SimpleGrid, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Evidence, ProfilePage, SkillStanding } from '../../contract/profile.ts'
import { sayError } from '../../parts/feedback/say.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { dateOf } from '../../parts/text/time.ts'
import { useDropTraining } from '../../state/profiles.ts'
import { Objections } from './Objections.tsx'
import { Verbs } from './Verbs.tsx'

/** One skill of a person: proven and declared apart, and the evidence behind both. */
export function Standing({ standing, profile }: { standing: SkillStanding; profile: ProfilePage }) {
  const { t } = useTranslation()
  const [open, { toggle }] = useDisclosure(false)
  const id = useId()
  const { proven } = standing
  return (
    <li className="row">
      <Group justify="space-between" gap="xs">
        <Text fw={600} component={Link} href={`/skills/${standing.skill}`} className="figure-link">
          {standing.name}
        </Text>
        <Verbs standing={standing} profile={profile} />
      </Group>
      <Objections standing={standing} profile={profile} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" my={4}>
        <Bar
          label={t('people.proven')}
          strength={proven.strength}
          color="var(--swarm-mark)"
          words={t('people.provenWords', { ...proven })}
        />
        <Bar
          label={t('people.declared')}
          strength={standing.declared.strength}
          color="honey.5"
          words={useDeclaredWords(standing)}
        />
      </SimpleGrid>
      <Anchor component="button" size="sm" onClick={toggle} aria-expanded={open} aria-controls={id}>
        {t('people.evidence', { count: standing.pieces })}
      </Anchor>
      <Collapse expanded={open} id={id}>
        <ul className="plain-list">
          {standing.evidence.map((piece) => (
            <Piece key={piece.id} piece={piece} profile={profile} />
          ))}
        </ul>
      </Collapse>
    </li>
  )
}

function useDeclaredWords({ declared }: SkillStanding): string {
  const { t } = useTranslation()
  const names = declared.endorsed_by.map((person) => person.name).join(', ')
  const parts = [
    declared.claimed_at && t('people.claimed'),
    declared.trained_at && t('people.trainedOn', { day: dateOf(declared.trained_at) }),
    names && t('people.endorsedBy', { names }),
  ].filter(Boolean)
  return parts.join(', ') || t('people.nothing')
}

interface BarProps {
  label: string
  strength: number
  color: string
  words: string
}

function Bar({ label, strength, color, words }: BarProps) {
  const { t } = useTranslation()
  const percent = Math.round(strength * 100)
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}: {words}
      </Text>
      <Progress.Root size="sm" aria-label={label}>
        <Progress.Section
          value={percent}
          color={color}
          aria-label={`${label}: ${t('people.strength', { percent })}`}
        />
      </Progress.Root>
    </div>
  )
}

function Piece({ piece, profile }: { piece: Evidence; profile: ProfilePage }) {
  const { t } = useTranslation()
  const drop = useDropTraining(profile.person.id)
  const target = piece.ticket
    ? `/tickets/${piece.ticket}`
    : piece.article
      ? `/articles/${piece.article}`
      : null
  return (
    <li>
      <Text size="sm">
        {t(`people.kind.${piece.kind as 'solved'}`)}{' '}
        {target && (
          <Link href={target} className="figure-link">
            {piece.ticket && `#${piece.ticket} `}
            {piece.summary}
          </Link>
        )}{' '}
        <Text span size="xs" c="dimmed">
          {piece.by && `${t('articles.by')} ${piece.by.name} · `}
          <Moment at={piece.at} />
        </Text>
        {piece.kind === 'trained' && profile.can.train && (
          <CloseButton
            size="xs"
            display="inline-flex"
            aria-label={t('people.dropTraining')}
            onClick={() => drop.mutate(piece.id, { onError: sayError })}
          />
        )}
      </Text>
    </li>
  )
}
