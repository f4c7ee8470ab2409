import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Board, STATES } from '../../contract/board.ts'
import type { Counts } from '../../contract/picking.ts'
import board from './board/board.module.css'
import { QueueTab } from './picking/CountsLine.tsx'
import classes from './room.module.css'

export type Tab = 'messages' | 'board' | 'people' | 'help'

interface Props {
  tab: Tab
  onChange: (tab: Tab) => void
  withHelp: boolean
  withBoard: boolean
  /** What the board knows, once it is read. */
  counts: Board['counts'] | undefined
  /** Where tickets are picked over: how they stand, in place of the board. */
  picked: Counts | undefined
}

/** The parts of a room on a phone; the board's tab always tells its counts. */
export function Tabs({ tab, onChange, withBoard, withHelp, counts, picked }: Props) {
  const { t } = useTranslation()
  const onBoard = counts ? <BoardLabel counts={counts} /> : t('board.tab')
  const known = picked ? <QueueTab counts={picked} /> : onBoard
  const data = [
    { value: 'messages', label: t('room.messages') },
    ...(withBoard ? [{ value: 'board', label: known }] : []),
    { value: 'people', label: t('room.people') },
    ...(withHelp ? [{ value: 'help', label: t('room.helpTab') }] : []),
  ]
  return (
    <SegmentedControl
      fullWidth
      size="sm"
      aria-label={t('room.title')}
      value={tab}
      onChange={(value) => onChange(value as Tab)}
      data={data}
      classNames={{ label: classes.tab }}
    />
  )
}

function BoardLabel({ counts }: { counts: Board['counts'] }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={board.tab} aria-hidden="true">
        {t('board.tab')}
        <span>
          {STATES.map((state) => (
            <b key={state} data-state={state}>
              {counts[state]}{' '}
            </b>
          ))}
        </span>
      </span>
      <VisuallyHidden>{t('board.counts', counts)}</VisuallyHidden>
    </>
  )
}
