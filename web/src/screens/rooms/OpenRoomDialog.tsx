import { SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useTeams } from '../../state/administration.ts'
import { useMe } from '../../state/me.ts'
import { type NewRoom, useOpenRoom } from '../../state/picking.ts'

const KINDS = { dispatch: 'newWork', backlog: 'oldWork' } as const
const DESK = 'desk'

/** A room without a ticket: new or old tickets, of a team or of the whole desk. */
export function OpenRoomDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const me = useMe()
  const teams = useTeams()
  const opening = useOpenRoom()
  const [kind, setKind] = useState<NewRoom['kind']>('dispatch')
  const [team, setTeam] = useState(me.team ? String(me.team.id) : DESK)
  const [note, setNote] = useState('')
  const words = KINDS[kind]
  const body = {
    kind,
    ...(team !== DESK && { team: Number(team) }),
    ...(note.trim() && { note: note.trim() }),
  }
  return (
    <Dialog
      title={t('picking.openTitle')}
      hint={t('picking.openHint')}
      go={t('picking.openGo')}
      busy={opening.isPending}
      error={opening.error}
      onGo={() => opening.mutate(body, { onSuccess: (page) => go(`/swarms/${page.id}`) })}
      onClose={onClose}
    >
      <Stack gap={4}>
        <SegmentedControl
          aria-label={t('picking.what')}
          data={Object.entries(KINDS).map(([value, label]) => ({
            value,
            label: t(`picking.${label}`),
          }))}
          value={kind}
          onChange={(one) => setKind(one as NewRoom['kind'])}
        />
        <Text size="sm" c="dimmed">
          {t(`picking.${words}Hint`)}
        </Text>
      </Stack>
      <Select
        label={t('picking.forWhom')}
        allowDeselect={false}
        data={[
          { value: DESK, label: t('picking.everybody') },
          ...(teams.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name })),
        ]}
        value={team}
        onChange={(value) => setTeam(value ?? DESK)}
      />
      <Textarea
        label={t('picking.note')}
        description={t('picking.noteHint')}
        autosize
        minRows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Dialog>
  )
}
