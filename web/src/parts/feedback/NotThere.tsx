import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EmptyState } from './EmptyState.tsx'
import { PageHead } from './PageHead.tsx'

/** An address that leads nowhere, and the way back. */
export function NotThere() {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('frame.notFound')} />
      <EmptyState
        title={t('frame.notFoundHint')}
        action={
          <Button component={Link} href="/" variant="default" mt="sm">
            {t('frame.toStart')}
          </Button>
        }
      />
    </>
  )
}
