import { Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { Prose } from '../../../parts/text/Prose.tsx'
import { fullTime } from '../../../parts/text/time.ts'
import type { Message } from '../../../state/talk.ts'
import { useEditions } from '../../../state/words.ts'
import classes from '../talk/talk.module.css'
import { usePlace } from './place.ts'

/** Every wording of a message, the newest first. */
export function Editions({ said, onClose }: { said: Message; onClose: () => void }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const editions = useEditions(page.id, said.message, said.editedAt)
  const now = { number: 0, html: said.html ?? '', at: said.editedAt ?? said.at }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('talk.editions')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shared.close') }}
    >
      <Shown query={editions}>
        {(data) => (
          <Stack gap="sm">
            {[now, ...data.items.toReversed()].map((one) => (
              <div key={one.number} className={classes.edition}>
                <Text size="xs" c="dimmed">
                  {fullTime(one.at)}
                  {one.number === 0 && ` · ${t('talk.now')}`}
                </Text>
                <Prose html={one.html} />
              </div>
            ))}
          </Stack>
        )}
      </Shown>
    </Modal>
  )
}
