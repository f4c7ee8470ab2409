import { Badge, Button, Group, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFlame } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeverityCard } from '../../../contract/severity.ts'
import type { SwarmPage } from '../../../contract/swarm.ts'
import { Dialog } from '../../../parts/feedback/Dialog.tsx'
import { Deadline } from '../../../parts/text/Deadline.tsx'
import { useDraft } from '../../../state/drafts.ts'
import { sayUpdate } from '../../../state/severity.ts'
import { useSwarmVerb } from '../../../state/swarm.ts'

interface Props {
  page: SwarmPage
  card: SeverityCard
}

/** In the head of a severity room: who does what, and when the next update is due. */
export function SeverityLine({ page, card }: Props) {
  const { t } = useTranslation()
  const [saying, dialog] = useDisclosure()
  return (
    <Group gap="xs" mt={4}>
      <Badge
        color="red.8"
        variant="filled"
        tt="none"
        leftSection={<IconFlame size={12} aria-hidden="true" />}
      >
        {t('severity.title')}
      </Badge>
      {card.duties.map((duty) => (
        <Text key={duty.name} size="sm" c={duty.person ? undefined : 'dimmed'}>
          {t(`severity.duty.${duty.name}`)}: {duty.person?.name ?? t('severity.nobody')}
        </Text>
      ))}
      {page.open && (
        <Text size="sm">
          {t('severity.due')}: <Deadline by={card.due_at} />
        </Text>
      )}
      {card.can.update && (
        <Button size="compact-sm" onClick={dialog.open}>
          {t('severity.update')}
        </Button>
      )}
      {saying && <UpdateDialog page={page} onClose={dialog.close} />}
    </Group>
  )
}

/** The words that the requester and every stakeholder get. */
function UpdateDialog({ page, onClose }: { page: SwarmPage; onClose: () => void }) {
  const { t } = useTranslation()
  const [words, setWords] = useDraft(`update-${page.id}`)
  // Until they are said it is the same update, however often the button is pressed.
  const [key] = useState(() => crypto.randomUUID())
  const verb = useSwarmVerb(page.ticket?.number)
  const say = () =>
    verb.mutate(() => sayUpdate(page.id, key, words.trim()), {
      onSuccess: () => {
        setWords('')
        onClose()
      },
    })
  return (
    <Dialog
      title={t('severity.update')}
      hint={t('severity.updateHint')}
      go={t('severity.updateGo')}
      busy={verb.isPending}
      error={verb.error}
      incomplete={words.trim() === ''}
      onGo={say}
      onClose={onClose}
    >
      <Textarea
        label={t('severity.updateText')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        autosize
        minRows={4}
        maxLength={20_000}
        data-autofocus
      />
    </Dialog>
  )
}
