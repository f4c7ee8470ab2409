import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const FILES = [
  { href: '/api/skills/graph/export?form=graphml', words: 'skills.exportGraphml' },
  { href: '/api/skills/graph/export?form=json', words: 'skills.exportJson' },
  { href: '/api/skills/graph/export?form=graphml&tickets=true', words: 'skills.exportTickets' },
] as const

/** The whole graph as a file, for managers. */
export function Downloads() {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          {t('skills.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FILES.map((file) => (
          <Menu.Item key={file.href} component="a" href={file.href} download>
            {t(file.words)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
