import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { FitRow, Sign } from '../../../contract/managing.ts'
import { EmptyState } from '../../../parts/feedback/EmptyState.tsx'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { Shown } from '../../../parts/feedback/Query.tsx'
import { WaitingRows } from '../../../parts/feedback/Waiting.tsx'
import { numberOf } from '../../../parts/text/numbers.ts'
import { useFit } from '../../../state/managing.ts'
import { FigureTile, FigureValue } from '../FigureTile.tsx'
import { reportFilterOf } from '../filter.ts'
import { ReportFrame } from '../ReportFrame.tsx'

const COLOURS = { swarm: 'petrol', tier: 'honey', either: 'gray', untold: 'gray' } as const

/** A gauge for each category: what speaks for swarming it, and from what size a swarm costs more. */
export function Fit() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const fit = useFit(reportFilterOf(params))
  return (
    <ReportFrame name="fit">
      <Shown query={fit} waiting={<WaitingRows count={8} height={120} />}>
        {(page) => (
          <Stack>
            <Text size="sm" c="dimmed">
              {page.rule} {page.selection}
            </Text>
            {page.rows.length === 0 && (
              <div className="panel">
                <EmptyState title={t('managing.fit.none')} hint={t('managing.fit.noneHint')} />
              </div>
            )}
            {page.rows.map((row) => (
              <Gauge key={row.category} row={row} />
            ))}
          </Stack>
        )}
      </Shown>
    </ReportFrame>
  )
}

function Gauge({ row }: { row: FitRow }) {
  const { t } = useTranslation()
  return (
    <Panel
      title={row.category}
      hint={
        <>
          {row.words} <FigureValue label={row.category} figure={row.tickets} />{' '}
          {t('managing.fit.tickets')}.
        </>
      }
      aside={
        <Badge variant="light" color={COLOURS[row.verdict]} tt="none">
          {t(`managing.fit.verdict.${row.verdict}`)}
        </Badge>
      }
    >
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 5 }} spacing="md">
        {row.signs.map((sign) => (
          <SignTile key={sign.key} sign={sign} category={row.category} />
        ))}
      </SimpleGrid>
      <Group gap="xl" mt="md" align="flex-start">
        <FigureTile label={t('managing.fit.breakEven')} figure={row.break_even} />
        <FigureTile label={t('managing.fit.people')} figure={row.people} />
      </Group>
      {row.arises && (
        <Text size="sm" c="dimmed" mt={4}>
          {row.arises}
        </Text>
      )}
      {row.break_even.value !== null && row.people.value !== null && (
        <Text size="sm" mt={4}>
          {t(`managing.fit.${sizeOf(row)}`)}
        </Text>
      )}
    </Panel>
  )
}

function SignTile({ sign, category }: { sign: Sign; category: string }) {
  const { t } = useTranslation()
  const { unit } = sign.figure
  return (
    <div>
      <FigureTile label={sign.words} figure={sign.figure} />
      <Text size="xs" aria-label={`${category}: ${sign.words}`}>
        {sign.speaks ? (
          <strong>{t(`managing.fit.speaks.${sign.speaks}`)}</strong>
        ) : (
          t('managing.fit.silent')
        )}
        {', '}
        {sign.key === 'falling'
          ? t('managing.fit.fallen')
          : t('managing.fit.turns', { limit: numberOf(sign.limit, unit) })}
      </Text>
    </div>
  )
}

/** Whether the swarms of a category are larger than pays, by the interval of the break-even size. */
function sizeOf({ break_even, people }: FitRow): 'over' | 'under' | 'near' {
  const size = people.value ?? 0
  if (break_even.high !== null && size > break_even.high) return 'over'
  return break_even.low !== null && size < break_even.low ? 'under' : 'near'
}
