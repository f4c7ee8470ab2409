import { Button, Group, NumberInput, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Decay } from '../../contract/skill.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { useSetHalfLife } from '../../state/taxonomy.ts'

const SHORTEST = 14
const LONGEST = 3650

/** After how many days evidence counts half, and who says so. */
export function HalfLife({ decay }: { decay: Decay }) {
  const { t } = useTranslation()
  const set = useSetHalfLife()
  const [days, setDays] = useState<number | string>(decay.days)
  const number = Number(days)
  const go = (value: number | null) => set.mutate(value, { onError: sayError })
  return (
    <Panel title={t('skills.decay')} hint={t('skills.decayHint')}>
      <Text size="sm" mb="xs">
        {t(`skills.decaySource.${decay.source as 'fitted'}`, {
          days: decay.days,
          pieces: decay.pieces?.toLocaleString(),
        })}
      </Text>
      <Group align="flex-end" gap="xs">
        <NumberInput
          label={t('skills.decayDays')}
          value={days}
          onChange={setDays}
          min={SHORTEST}
          max={LONGEST}
          w={140}
        />
        <Button
          variant="default"
          loading={set.isPending}
          disabled={!(number >= SHORTEST && number <= LONGEST)}
          onClick={() => go(number)}
        >
          {t('skills.decaySet')}
        </Button>
        {decay.source === 'set' && (
          <Button variant="default" loading={set.isPending} onClick={() => go(null)}>
            {t('skills.decayFit')}
          </Button>
        )}
      </Group>
    </Panel>
  )
}
