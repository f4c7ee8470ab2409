import { ActionIcon, Anchor, Box, Button, Group, Text } from '@mantine/core'
import { IconUserMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Member, SwarmPage } from '../../contract/swarm.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { QUIET } from '../../parts/look/quiet.ts'
import { PersonChip } from '../../parts/people/PersonChip.tsx'
import { usePresence } from '../../state/connection.ts'
import { useMe } from '../../state/me.ts'
import { useAnswerOffer } from '../../state/notices.ts'
import { endStay, useSwarmVerb } from '../../state/swarm.ts'
import classes from './room.module.css'

/** Who is in, whether they are here now, and how they came. */
export function Members({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const me = useMe()
  const [, go] = useLocation()
  const here = usePresence(`swarms/${page.id}`)
  const verb = useSwarmVerb(page.ticket?.number)
  // Whoever left may not see the room any more: this can be gone before the answer is there.
  const leave = () =>
    verb.mutateAsync(() => endStay(page.id, me.id)).then(() => go('/swarms'), sayError)
  return (
    <Panel title={t('room.inRoom')}>
      {page.members.map((member) => (
        <MemberLine
          key={member.person.id}
          member={member}
          page={page}
          online={here.has(member.person.id)}
        />
      ))}
      <Offers page={page} />
      {page.can.leave && (
        <Button
          size="compact-sm"
          variant="default"
          mt="xs"
          loading={verb.isPending}
          onClick={leave}
        >
          {t('room.leave')}
        </Button>
      )}
    </Panel>
  )
}

interface LineProps {
  member: Member
  page: SwarmPage
  online: boolean
}

const ROLES = ['owner', 'collaborator', 'learner', 'observer', 'guest'] as const
const WAYS = [
  'opened',
  'invitation',
  'offer',
  'ownership',
  'link',
  'on_call',
  'came_in',
  'passed_on',
] as const

const STATES = ['in_swarm', 'free', 'after_hours', 'away'] as const

/** Why somebody was asked to come, as the invitation said that they took. */
function whyHere(page: SwarmPage, person: number) {
  const taken = page.invitations.findLast(
    (one) => one.person.id === person && one.answer === 'accepted',
  )
  return taken?.reasons[0]
}

/** What somebody does in a severity swarm. */
function dutiesOf(page: SwarmPage, person: number) {
  const has = page.severity?.duties.filter((one) => one.person?.id === person) ?? []
  return has.map((one) => one.name)
}

function MemberLine({ member, page, online }: LineProps) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const { person } = member
  const desk = seesDesk(useMe())
  const role = ROLES.find((one) => one === member.role)
  const way = WAYS.find((one) => one === member.came_by)
  const state = STATES.find((one) => one === member.state)
  const why = whyHere(page, person.id)
  const removable = page.can.remove && member.role !== 'owner'
  return (
    <div className={classes.member}>
      <Box>
        <PersonChip person={person} here={online ? 'online' : undefined} plain={!desk} />
        <Text size="xs" c="dimmed" ml={36}>
          {[
            role && t(`room.role.${role}`),
            ...dutiesOf(page, person.id).map((one) => t(`severity.dutyShort.${one}`)),
            way && !why && t(`room.cameBy.${way}`),
            state && (!online || state === 'in_swarm') && t(`room.state.${state}`),
          ]
            .filter(Boolean)
            .join(', ')}
        </Text>
        {why && (
          <Text size="xs" ml={36} lineClamp={2} title={why.text}>
            {why.link ? (
              <Anchor component={Link} href={why.link} inherit>
                {why.text}
              </Anchor>
            ) : (
              why.text
            )}
          </Text>
        )}
      </Box>
      {removable && (
        <ActionIcon
          {...QUIET}
          aria-label={t('room.askOut', { name: person.name })}
          title={t('room.askOut', { name: person.name })}
          loading={verb.isPending}
          onClick={() => verb.mutate(() => endStay(page.id, person.id), { onError: sayError })}
        >
          <IconUserMinus size={16} />
        </ActionIcon>
      )}
    </div>
  )
}

function Offers({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const answer = useAnswerOffer()
  const open = page.offers.filter((offer) => offer.answer === null)
  if (open.length === 0) return null
  const give = (id: number, said: 'accepted' | 'declined') =>
    answer.mutate({ id, answer: said }, { onError: sayError })
  return (
    <Box mt="sm">
      <Text fw={600} size="sm">
        {t('room.offers')}
      </Text>
      {open.map((offer) => (
        <Box key={offer.id} py={6}>
          <PersonChip person={offer.person} size="sm" />
          {offer.note && <Text size="sm">“{offer.note}”</Text>}
          {page.can.answer_offers && (
            <Group gap={6} mt={4}>
              <Button size="compact-sm" onClick={() => give(offer.id, 'accepted')}>
                {t('room.letIn')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => give(offer.id, 'declined')}
              >
                {t('room.noThanks')}
              </Button>
            </Group>
          )}
        </Box>
      ))}
    </Box>
  )
}
