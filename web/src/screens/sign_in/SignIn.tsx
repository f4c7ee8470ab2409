import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Wordmark } from '../../parts/look/Logo.tsx'
import { useSignIn } from '../../state/me.ts'
import classes from './sign_in.module.css'

/**
 * The door: an address and a password. Afterwards one is where one wanted to go. `ended` where
 * somebody was signed in on this page until now.
 */
export function SignIn({ ended }: { ended: boolean }) {
  const { t } = useTranslation()
  useDocumentTitle(`${t('signIn.title')} · Swarm`)
  const [address, go] = useLocation()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate(
      { email: email.trim(), password },
      { onSuccess: () => address === '/sign-in' && go('/', { replace: true }) },
    )
  }
  return (
    <main className={classes.page}>
      <Paper className={classes.card} p="xl" component="form" onSubmit={submit}>
        <Stack gap="md">
          <Wordmark />
          <div>
            <Title order={1}>{t('signIn.title')}</Title>
            <Text c={ended ? undefined : 'dimmed'} size="sm" role={ended ? 'alert' : undefined}>
              {t(ended ? 'signIn.ended' : 'signIn.hint')}
            </Text>
          </div>
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{
              'aria-label': t('signIn.show'),
              'aria-hidden': false,
              tabIndex: 0,
            }}
          />
          <ErrorNote error={signIn.error} />
          <Button type="submit" loading={signIn.isPending}>
            {t('signIn.go')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('signIn.forgotten')}
          </Text>
        </Stack>
      </Paper>
    </main>
  )
}
