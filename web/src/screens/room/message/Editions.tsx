import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { Sheet } from '../../../parts/feedback/Sheet.tsx'
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
    <Sheet title={t('talk.editions')} size="lg" onClose={onClose}>
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
    </Sheet>
  )
}
