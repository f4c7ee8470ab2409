import { SimpleGrid, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../parts/feedback/PageHead.tsx'
import { seesDesk } from '../../parts/frame/Nav.tsx'
import { useMe } from '../../state/me.ts'
import { AboutMe } from './AboutMe.tsx'
import { Absences } from './Absences.tsx'
import { HoursForm } from './HoursForm.tsx'
import { MyAnswers } from './MyAnswers.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SignIns } from './SignIns.tsx'
import { Tokens } from './Tokens.tsx'
import { WishesForm } from './WishesForm.tsx'

/** One's own account: how one is reached, when one works, and how one signs in. */
export function Account() {
  const { t } = useTranslation()
  const me = useMe()
  const desk = seesDesk(me)
  return (
    <>
      <PageHead title={t('account.title')} hint={me.email} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Stack>
          <AboutMe />
          <WishesForm />
          {desk && <HoursForm />}
          {desk && <Absences />}
          {desk && <MyAnswers />}
        </Stack>
        <Stack>
          <PasswordForm />
          <Tokens />
          <SignIns />
        </Stack>
      </SimpleGrid>
    </>
  )
}
