import { Badge, Box, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMe } from '../../state/me.ts'
import { useUpdates } from '../../state/severity.ts'
import { Panel } from '../feedback/Panel.tsx'
import { seesDesk } from '../frame/Nav.tsx'
import { Moment } from '../text/Moment.tsx'
import { Prose } from '../text/Prose.tsx'

/** The newest words on severe tickets that I am told of; nothing where I am told of none. */
export function SevereNews() {
  const { t } = useTranslation()
  const desk = seesDesk(useMe())
  const items = useUpdates().data?.items ?? []
  if (items.length === 0) return null
  return (
    <Box mb="md">
      <Panel title={t('severity.news')} hint={t('severity.newsHint')} flush>
        <ul className="plain-list">
          {items.map((one) => (
            <li className="row" key={one.id}>
              <Group justify="space-between" gap="xs">
                {desk ? (
                  <Link href={`/tickets/${one.ticket}`} className="figure-link">
                    #{one.ticket} {one.summary}
                  </Link>
                ) : (
                  <Text fw={600}>
                    #{one.ticket} {one.summary}
                  </Text>
                )}
                <Group gap="xs">
                  {one.over && (
                    <Badge variant="light" color="gray" tt="none">
                      {t('severity.over')}
                    </Badge>
                  )}
                  <Text size="sm" c="dimmed">
                    <Moment at={one.at} />
                  </Text>
                </Group>
              </Group>
              <Prose html={one.html ?? ''} />
            </li>
          ))}
        </ul>
      </Panel>
    </Box>
  )
}
