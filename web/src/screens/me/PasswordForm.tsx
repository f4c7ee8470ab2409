import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../parts/feedback/ErrorNote.tsx'
import { Panel } from '../../parts/feedback/Panel.tsx'
import { say } from '../../parts/feedback/say.ts'
import { useChangePassword } from '../../state/account.ts'

export function PasswordForm() {
  const { t } = useTranslation()
  const change = useChangePassword()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const toggle = { 'aria-label': t('signIn.show'), 'aria-hidden': false, tabIndex: 0 }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      { current, new: next },
      {
        onSuccess: () => {
          setCurrent('')
          setNext('')
          say(t('account.changed'))
        },
      },
    )
  }
  return (
    <Panel title={t('account.password')} hint={t('account.passwordHint')}>
      <Stack component="form" gap="sm" onSubmit={submit}>
        <PasswordInput
          label={t('account.current')}
          value={current}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('account.next')}
          value={next}
          minLength={10}
          required
          withAsterisk={false}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <ErrorNote error={change.error} />
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('account.change')}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}
