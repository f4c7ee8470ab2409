import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hypothesis, STATES } from '../../contract/board.ts'
import classes from './rooms.module.css'

/** What a swarm found: what was confirmed, ruled out and left open, each with its reason. */
export function Findings({ hypotheses }: { hypotheses: Hypothesis[] }) {
  const { t } = useTranslation()
  return STATES.toReversed().map((state) => (
    <Part key={state} title={t(`board.state.${state}`)}>
      {hypotheses
        .filter((one) => one.state === state)
        .map((one) => (
          <Finding key={one.id} hypothesis={one} />
        ))}
    </Part>
  ))
}

function Finding({ hypothesis }: { hypothesis: Hypothesis }) {
  const reason = hypothesis.verdicts.at(-1)?.reason
  return (
    <li>
      {hypothesis.text}
      {reason && (
        <Text span inherit c="dimmed">
          {' '}
          ({reason})
        </Text>
      )}
    </li>
  )
}

interface PartProps {
  title: string
  /** Lines of a list; without any the part is left out. */
  children: ReactNode[]
}

/** A short list under its name. */
export function Part({ title, children }: PartProps) {
  if (children.length === 0) return null
  return (
    <>
      <h3 className={classes.part}>{title}</h3>
      <ul className={`plain-list ${classes.lines}`}>{children}</ul>
    </>
  )
}
