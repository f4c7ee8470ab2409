import { Alert, Button, Code, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Token } from '../../contract/person.ts'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { Shown } from '../../parts/feedback/Query.tsx'
import { sayError } from '../../parts/feedback/say.ts'
import { WaitingRows } from '../../parts/feedback/Waiting.tsx'
import { Moment } from '../../parts/text/Moment.tsx'
import { useMakeToken, useRevokeToken, useTokens } from '../../state/account.ts'

/** Tokens for programs; the secret is shown once. */
export function Tokens() {
  const { t } = useTranslation()
  const tokens = useTokens()
  const make = useMakeToken()
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(name.trim(), { onSuccess: () => setName('') })
  }
  return (
    <Panel title={t('account.tokens')} hint={t('account.tokensHint')}>
      <Stack gap="sm">
        <Shown query={tokens} waiting={<WaitingRows count={1} />}>
          {(data) =>
            data.items.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('account.noTokens')}
              </Text>
            ) : (
              data.items.map((token) => <TokenLine key={token.id} token={token} />)
            )
          }
        </Shown>
        {make.data?.secret && <Secret secret={make.data.secret} />}
        <ErrorNote error={make.error} />
        <Group component="form" align="flex-end" gap="xs" onSubmit={submit}>
          <TextInput
            label={t('account.tokenName')}
            value={name}
            required
            withAsterisk={false}
            maxLength={80}
            flex={1}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={make.isPending}>
            {t('account.makeToken')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}

function TokenLine({ token }: { token: Token }) {
  const { t } = useTranslation()
  const revoke = useRevokeToken()
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">
        <b>{token.name}</b>{' '}
        <Text span c="dimmed" size="sm">
          {t('account.made')} <Moment at={token.created_at} />
          {' · '}
          {token.used_at ? (
            <>
              {t('account.used')} <Moment at={token.used_at} />
            </>
          ) : (
            t('account.neverUsed')
          )}
        </Text>
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        flex="none"
        loading={revoke.isPending}
        aria-label={`${t('account.revoke')}: ${token.name}`}
        onClick={() => revoke.mutate(token.id, { onError: sayError })}
      >
        {t('account.revoke')}
      </Button>
    </Group>
  )
}

function Secret({ secret }: { secret: string }) {
  const { t } = useTranslation()
  return (
    <Alert color="honey" variant="light" title={t('account.tokenOnce')}>
      <Group gap="xs" wrap="nowrap">
        <Code flex={1} style={{ overflowWrap: 'anywhere' }}>
          {secret}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" flex="none" onClick={copy}>
              {copied ? t('account.copied') : t('account.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  )
}
