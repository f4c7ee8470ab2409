import { Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MailWish, Ways, Wishes } from '../../contract/reaching.ts'

interface Props {
  wishes: Wishes
  ways: Ways[]
  onChange: (ways: Ways[]) => void
}

/** One line a kind: on the screen, by push, by mail. What the desk cannot do is not offered. */
export function WaysList({ wishes, ways, onChange }: Props) {
  const { t } = useTranslation()
  const shown = ways.filter((one) => !one.by_mail_alone || wishes.mails)
  const put = (next: Ways) => onChange(ways.map((one) => (one.kind === next.kind ? next : one)))
  return (
    <Stack gap="sm" component="ul" className="plain-list" aria-label={t('account.ways')}>
      {shown.map((one) => (
        <li key={one.kind}>
          <WaysLine one={one} wishes={wishes} onChange={put} />
        </li>
      ))}
    </Stack>
  )
}

interface LineProps {
  one: Ways
  wishes: Wishes
  onChange: (one: Ways) => void
}

function WaysLine({ one, wishes, onChange }: LineProps) {
  const { t } = useTranslation()
  const kind = t(`account.kind.${one.kind}`)
  return (
    <Group gap="xs" justify="space-between" role="group" aria-label={kind}>
      <Text size="sm" flex="1 1 220px">
        {kind}
      </Text>
      <Group gap="sm" wrap="nowrap">
        {!one.by_mail_alone && (
          <Checkbox
            label={t('account.onScreen')}
            checked={one.client}
            onChange={(event) => onChange({ ...one, client: event.currentTarget.checked })}
          />
        )}
        {wishes.push_key && !one.by_mail_alone && (
          <Checkbox
            label={t('account.byPush')}
            checked={one.push}
            onChange={(event) => onChange({ ...one, push: event.currentTarget.checked })}
          />
        )}
        {wishes.mails && (
          <NativeSelect
            size="xs"
            w={140}
            aria-label={`${t('account.byMail')}: ${kind}`}
            data={one.mails.map((value) => ({ value, label: t(`account.mail.${value}`) }))}
            value={one.mail}
            onChange={(event) => onChange({ ...one, mail: event.currentTarget.value as MailWish })}
          />
        )}
      </Group>
    </Group>
  )
}
