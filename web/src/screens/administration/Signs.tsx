import { Button, CloseButton, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TierMap } from '../../contract/administration.ts'
import type { SignField } from '../../state/administration.ts'
import { type MapDraft, type Sign, signKey, withSign } from './map.ts'

const FIELDS: SignField[] = ['tag', 'category', 'component', 'product', 'channel']

interface Props {
  map: TierMap
  draft: MapDraft
  onChange: (draft: MapDraft) => void
}

/** How each fact comes to be known: by the desk itself, and by what tickets say. */
export function Signs({ map, draft, onChange }: Props) {
  const { t } = useTranslation()
  const words = (sign: Sign) =>
    t('administration.signIs', {
      field: t(`administration.field.${sign.field}`),
      value: sign.value,
    })
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('administration.signsHint')}
      </Text>
      <Stack component="ul" gap="xs" className="plain-list">
        {Object.entries(map.facts).map(([fact, name]) => (
          <li key={fact}>
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Group gap={8}>
              {map.sources[fact] && <Text size="sm">{map.sources[fact]}</Text>}
              {draft.signs
                .filter((sign) => sign.fact === fact)
                .map((sign) => (
                  <Group key={signKey(sign)} gap={0}>
                    <Text size="sm">{words(sign)}</Text>
                    <CloseButton
                      size="sm"
                      aria-label={t('administration.removeSign', { sign: words(sign), fact: name })}
                      onClick={() =>
                        onChange({ ...draft, signs: draft.signs.filter((one) => one !== sign) })
                      }
                    />
                  </Group>
                ))}
            </Group>
          </li>
        ))}
      </Stack>
      <AddSign map={map} onAdd={(sign) => onChange(withSign(draft, sign))} />
    </Stack>
  )
}

function AddSign({ map, onAdd }: { map: TierMap; onAdd: (sign: Sign) => void }) {
  const { t } = useTranslation()
  const facts = Object.entries(map.facts).map(([value, label]) => ({ value, label }))
  const [fact, setFact] = useState('simple_request')
  const [field, setField] = useState<SignField>('category')
  const [value, setValue] = useState('')
  return (
    <Group align="flex-end" className="line-above" pt="sm">
      <Select
        label={t('administration.fact')}
        data={facts}
        value={fact}
        onChange={(chosen) => chosen && setFact(chosen)}
        w={300}
        allowDeselect={false}
      />
      <Select
        label={t('administration.signField')}
        data={FIELDS.map((one) => ({ value: one, label: t(`administration.field.${one}`) }))}
        value={field}
        onChange={(chosen) => chosen && setField(chosen as SignField)}
        w={140}
        allowDeselect={false}
      />
      <TextInput
        label={t('administration.signValue')}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        maxLength={120}
        w={220}
      />
      <Button
        variant="default"
        disabled={!value.trim()}
        onClick={() => {
          onAdd({ fact, field, value })
          setValue('')
        }}
      >
        {t('administration.addSign')}
      </Button>
    </Group>
  )
}
