import { Anchor, Button, Collapse, Group, Progress, SimpleGrid, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Evidence, ProfilePage, SkillStanding } from '../../contract/profile.ts'
import { say, sayError } from '../../parts/feedback/say.ts'
import { Moment } from '../../parts/text/Moment.tsx'
import { useEndorse, useMySkill } from '../../state/profiles.ts'

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
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" my={4}>
        <Bar
          label={t('people.proven')}
          strength={proven.strength}
          color="petrol.7"
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
            <Piece
              key={`${piece.kind}-${piece.ticket}-${piece.article}-${piece.at}`}
              piece={piece}
            />
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

function Piece({ piece }: { piece: Evidence }) {
  const { t } = useTranslation()
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
      </Text>
    </li>
  )
}

function Verbs({ standing, profile }: { standing: SkillStanding; profile: ProfilePage }) {
  const { t } = useTranslation()
  const endorse = useEndorse(profile.person.id)
  const claim = useMySkill('claims')
  if (profile.can.endorse) {
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
  if (!profile.can.claim) return null
  const claimed = standing.declared.claimed_at !== null
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={claim.isPending}
      aria-label={`${t(claimed ? 'people.unclaim' : 'people.claim')}: ${standing.name}`}
      onClick={() => claim.mutate({ skill: standing.skill, on: !claimed }, { onError: sayError })}
    >
      {t(claimed ? 'people.unclaim' : 'people.claim')}
    </Button>
  )
}
