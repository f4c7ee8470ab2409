import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decision } from '../../../contract/board.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { sayError } from '../../../parts/feedback/say.ts'
import { Moment } from '../../../parts/text/Moment.tsx'
import { endDecision, setDecision, useBoardVerb } from '../../../state/board.ts'
import { usePlace } from '../message/place.ts'
import classes from './board.module.css'
import { ShortForm } from './ShortForm.tsx'

/** The one thing that is to be decided next; whoever takes part changes it. */
export function NextDecision({ decision }: { decision: Decision | null }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const [editing, setEditing] = useState(false)
  const verb = useBoardVerb()
  const writes = page.can.write_board === true
  const change = t(decision ? 'board.changeDecision' : 'board.setDecision')
  return (
    <Panel title={t('board.decision')}>
      {decision ? (
        <>
          <p className={classes.decision}>{decision.text}</p>
          <Text size="xs" c="dimmed">
            {t('board.setBy', { name: decision.by.name })}, <Moment at={decision.at} />
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          {t('board.noDecision')}
        </Text>
      )}
      {writes && !editing && (
        <Group gap={6} mt={6}>
          <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
            {change}
          </Button>
          {decision && (
            <Button
              size="compact-xs"
              variant="default"
              loading={verb.isPending}
              onClick={() => verb.mutate(() => endDecision(page.id), { onError: sayError })}
            >
              {t('board.decided')}
            </Button>
          )}
        </Group>
      )}
      {editing && (
        <ShortForm
          label={t('board.decisionText')}
          words={decision?.text}
          go={t('shared.save')}
          most={500}
          save={(text) => setDecision(page.id, text)}
          onClose={() => setEditing(false)}
        />
      )}
    </Panel>
  )
}
