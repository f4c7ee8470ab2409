import '@mantine/charts/styles.css'
import { Box, Text, useComputedColorScheme, useMantineTheme } from '@mantine/core'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { type Drawn, mergedRows, ticksOf } from './survival.ts'

interface Props {
  /** What the chart tells, in a sentence, for those who do not see it. */
  label: string
  curves: Drawn[]
  /** How a time on the axis is written. */
  say: (hours: number) => string
  height?: number
}

/** Kaplan-Meier curves as steps with their 95% bands. */
export function SurvivalChart({ label, curves, say, height = 240 }: Props) {
  const theme = useMantineTheme()
  const dark = useComputedColorScheme('light') === 'dark'
  const shade = dark ? 4 : 8
  const colours = [theme.colors.petrol?.[shade], theme.colors.honey?.[dark ? 3 : 7]]
  const rows = mergedRows(curves)
  const last = rows.at(-1)?.t ?? 1
  const grey = dark ? '#a3afb7' : '#4c5860'
  return (
    <Box role="img" aria-label={label} h={height} className="chart">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} margin={{ top: 6, right: 12, bottom: 0, left: -8 }}>
          <CartesianGrid vertical={false} stroke="var(--swarm-line)" />
          <XAxis
            dataKey="t"
            type="number"
            domain={[0, last]}
            ticks={ticksOf(last)}
            tickFormatter={say}
            tick={{ fontSize: 12, fill: grey }}
            stroke={grey}
          />
          <YAxis
            domain={[0, 1]}
            tickFormatter={(share: number) => `${Math.round(share * 100)}%`}
            tick={{ fontSize: 12, fill: grey }}
            stroke={grey}
          />
          <Tooltip content={(shown) => <Told {...shown} curves={curves} say={say} />} />
          {curves.length > 1 && <Legend />}
          {curves.map((curve, index) => (
            <Area
              key={`${curve.name}-band`}
              dataKey={`band${index}`}
              type="stepAfter"
              fill={colours[index]}
              fillOpacity={0.16}
              stroke="none"
              isAnimationActive={false}
              legendType="none"
              activeDot={false}
              connectNulls
            />
          ))}
          {curves.map((curve, index) => (
            <Line
              key={curve.name}
              name={curve.name}
              dataKey={`s${index}`}
              type="stepAfter"
              stroke={colours[index]}
              strokeWidth={2}
              strokeDasharray={index ? '6 3' : undefined}
              dot={false}
              isAnimationActive={false}
              connectNulls
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </Box>
  )
}

interface ToldProps {
  active?: boolean
  payload?: readonly { payload?: unknown }[]
  curves: Drawn[]
  say: (hours: number) => string
}

function Told({ active, payload, curves, say }: ToldProps) {
  const row = payload?.[0]?.payload as Record<string, number | undefined> | undefined
  if (!active || !row) return null
  return (
    <Box className="panel" px="sm" py={6}>
      <Text size="xs" fw={600}>
        {say(row.t ?? 0)}
      </Text>
      {curves.map((curve, index) => {
        const share = row[`s${index}`]
        return share === undefined ? null : (
          <Text size="xs" key={curve.name}>
            {curve.name}: {Math.round(share * 1000) / 10}%
          </Text>
        )
      })}
    </Box>
  )
}
