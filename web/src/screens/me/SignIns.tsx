import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SignIn } from '../../contract/person.ts'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useEndSignIn, useSignIns } from '../../state/account.ts'

/** Every browser that is signed in as me, each to be ended from here. */
export function SignIns() {
  const { t } = useTranslation()
  const signIns = useSignIns()
  return (
    <Panel title={t('account.signIns')}>
      <Shown query={signIns} waiting={<WaitingRows count={2} />}>
        {(data) => (
          <Stack gap="xs">
            {data.items.map((one) => (
              <SignInLine key={one.id} one={one} />
            ))}
          </Stack>
        )}
      </Shown>
    </Panel>
  )
}

/** “Firefox on Linux” out of what browsers say of themselves. */
export function browserName(agent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)/.exec(agent)?.[1] ?? ''
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser
  return [name, system.replace(' OS X', '')].filter(Boolean).join(', ')
}

function SignInLine({ one }: { one: SignIn }) {
  const { t } = useTranslation()
  const end = useEndSignIn()
  const browser = browserName(one.agent ?? '') || t('account.unknownBrowser')
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">
        <b>{browser}</b>{' '}
        <Text span c="dimmed" size="sm">
          {one.address ? `${one.address} · ` : ''}
          <Moment at={one.used_at ?? one.created_at} />
        </Text>
      </Text>
      {one.current ? (
        <Text size="sm" c="dimmed">
          {t('account.thisOne')}
        </Text>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          loading={end.isPending}
          onClick={() => end.mutate(one.id, { onError: sayError })}
        >
          {t('account.end')}
        </Button>
      )}
    </Group>
  )
}
