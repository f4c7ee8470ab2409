import { ActionIcon, Box, Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLinkOff, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { ErrorNote } from '../../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { sayError } from '../../../parts/feedback/say.ts'
import { seesDesk } from '../../../parts/frame/Nav.tsx'
import { QUIET } from '../../../parts/look/quiet.ts'
import { fullTime } from '../../../parts/text/time.ts'
import { endGuest, type GuestPass, useGuests } from '../../../state/guests.ts'
import { useMe } from '../../../state/me.ts'
import { useSwarmVerb } from '../../../state/swarm.ts'
import classes from './guests.module.css'
import { LetIn } from './LetIn.tsx'

/** Who was let in from outside by a link; the owner lets in and ends it. */
export function Guests({ page }: { page: SwarmPage }) {
  const { t } = useTranslation()
  const desk = seesDesk(useMe())
  const guests = useGuests(page.id, desk && page.can.read === true)
  const [asking, dialog] = useDisclosure()
  const passes = guests.data?.items ?? []
  if (!desk || (!page.can.let_guests_in && passes.length === 0)) return null
  return (
    <Panel title={t('guests.title')} hint={page.can.let_guests_in ? t('guests.hint') : undefined}>
      <ErrorNote error={guests.error} />
      {passes.map((one) => (
        <Pass key={one.id} found={one} page={page} />
      ))}
      {page.can.let_guests_in && (
        <Button
          size="compact-sm"
          variant="default"
          mt="xs"
          leftSection={<IconUserPlus size={15} />}
          onClick={dialog.open}
        >
          {t('guests.letIn')}
        </Button>
      )}
      {asking && <LetIn page={page} onClose={dialog.close} />}
    </Panel>
  )
}

function Pass({ found, page }: { found: GuestPass; page: SwarmPage }) {
  const { t } = useTranslation()
  const verb = useSwarmVerb(page.ticket?.number)
  const { name } = found.person
  const over = found.state === 'ended'
  return (
    <div className={classes.pass}>
      <Box>
        <Text size="sm">{name}</Text>
        <Text size="xs" c="dimmed">
          {t(`guests.${found.kind}`)}, {t(`guests.state.${found.state}`)}
          {!over && `, ${t('guests.until', { at: fullTime(found.expires_at) })}`}
        </Text>
      </Box>
      {page.can.let_guests_in && !over && (
        <ActionIcon
          {...QUIET}
          aria-label={t('guests.revoke', { name })}
          title={t('guests.revoke', { name })}
          loading={verb.isPending}
          onClick={() => verb.mutate(() => endGuest(page.id, found.id), { onError: sayError })}
        >
          <IconLinkOff size={16} />
        </ActionIcon>
      )}
    </div>
  )
}
