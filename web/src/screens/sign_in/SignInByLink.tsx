import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { useSignInByLink } from '../../state/me.ts'
import { LinkDoor } from './LinkDoor.tsx'
import classes from './sign_in.module.css'

/** A colleague's one-time link. */
export function SignInByLink() {
  const { t } = useTranslation()
  const { secret = '' } = useParams<{ secret: string }>()
  const [, go] = useLocation()
  const signIn = useSignInByLink()
  return (
    <LinkDoor
      title={t('signIn.title')}
      hint={t('signIn.linkHint')}
      go={t('signIn.go')}
      otherwise={
        <Link href="/sign-in" className={classes.link}>
          {t('signIn.byPassword')}
        </Link>
      }
      error={signIn.error}
      busy={signIn.isPending}
      onGo={() => signIn.mutate(secret, { onSuccess: () => go('/me', { replace: true }) })}
    />
  )
}
