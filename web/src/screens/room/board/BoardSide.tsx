import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Board, STATES } from '../../../contract/board.ts'
import { Panel } from '../../../parts/feedback/Panel.tsx'
import { suppose } from '../../../state/board.ts'
import { usePlace } from '../message/place.ts'
import classes from './board.module.css'
import { HypothesisCard } from './HypothesisCard.tsx'
import { NewLine } from './NewLine.tsx'
import { NextDecision } from './NextDecision.tsx'
import { Tasks } from './Tasks.tsx'

/** What the swarm knows, what it has to do, and what it decides next. */
export function BoardSide({ board }: { board: Board }) {
  return (
    <>
      <Known board={board} />
      <Tasks tasks={board.tasks} />
      <NextDecision decision={board.decision} />
    </>
  )
}

/** Open, ruled out, confirmed: counted first, then card by card. */
function Known({ board }: { board: Board }) {
  const { t } = useTranslation()
  const { page } = usePlace()
  const writes = page.can.write_board === true
  return (
    <Panel title={t('board.title')}>
      <Counts counts={board.counts} />
      {board.hypotheses.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(writes ? 'board.emptyHint' : 'board.emptyRead')}
        </Text>
      )}
      {STATES.map((state) => {
        const cards = board.hypotheses.filter((one) => one.state === state)
        return (
          cards.length > 0 && (
            <section key={state} aria-label={t(`board.state.${state}`)}>
              {cards.map((one) => (
                <HypothesisCard key={one.id} hypothesis={one} />
              ))}
            </section>
          )
        )
      })}
      {writes && (
        <NewLine
          label={t('board.newHypothesis')}
          go={t('board.add')}
          save={(text) => suppose(page.id, text)}
        />
      )}
    </Panel>
  )
}

function Counts({ counts }: Pick<Board, 'counts'>) {
  const { t } = useTranslation()
  return (
    <ul className={`plain-list ${classes.counts}`}>
      {STATES.map((state) => (
        <li key={state} data-state={state}>
          <b>{counts[state]}</b> {t(`board.state.${state}`)}
        </li>
      ))}
    </ul>
  )
}
