import { Alert, Button, Code, CopyButton, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '../../contract/person.ts'
import { Dialog } from '../../parts/feedback/Dialog.tsx'
import { useSignInLink } from '../../state/administration.ts'

/** Make a one-time sign-in link and show it once. */
export function LinkDialog({ person, onClose }: { person: PersonRef; onClose: () => void }) {
  const { t } = useTranslation()
  const link = useSignInLink()
  return (
    <Dialog
      title={t('administration.link')}
      hint={t('administration.linkHint', { name: person.name })}
      go={t('administration.link')}
      busy={link.isPending}
      error={link.error}
      onGo={() => link.mutate(person.id)}
      onClose={onClose}
    >
      {link.data && (
        <Alert color="honey" variant="light">
          <Group gap="xs" wrap="nowrap">
            <Code flex={1} style={{ overflowWrap: 'anywhere' }}>
              {link.data.url}
            </Code>
            <CopyButton value={link.data.url}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {t(copied ? 'account.copied' : 'account.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
      {!link.data && <Text size="sm">{person.name}</Text>}
    </Dialog>
  )
}
