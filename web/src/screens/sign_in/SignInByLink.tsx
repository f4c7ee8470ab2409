import { Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Wordmark } from '../../parts/look/Logo.tsx'
import { useSignInByLink } from '../../state/me.ts'
import classes from './sign_in.module.css'

/** A one-time link: used by a press, so that a mail scanner that opens it does not spend it. */
export function SignInByLink() {
  const { t } = useTranslation()
  useDocumentTitle(`${t('signIn.title')} · Swarm`)
  const { secret = '' } = useParams<{ secret: string }>()
  const [, go] = useLocation()
  const signIn = useSignInByLink()
  return (
    <main className={classes.page}>
      <Paper className={classes.card} p="xl">
        <Stack gap="md">
          <Wordmark />
          <div>
            <Title order={1}>{t('signIn.title')}</Title>
            <Text c="dimmed" size="sm">
              {t('signIn.linkHint')}
            </Text>
          </div>
          <ErrorNote error={signIn.error} />
          <Button
            loading={signIn.isPending}
            onClick={() => signIn.mutate(secret, { onSuccess: () => go('/me', { replace: true }) })}
          >
            {t('signIn.go')}
          </Button>
          {signIn.error && (
            <Link href="/sign-in" className={classes.link}>
              {t('signIn.byPassword')}
            </Link>
          )}
        </Stack>
      </Paper>
    </main>
  )
}
