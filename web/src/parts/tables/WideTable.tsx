import { Box, type BoxProps } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './wide_table.css'

interface Props extends BoxProps {
  /** In CSS pixels; below it the table scrolls sideways. */
  minWidth: number
  children: ReactNode
}

interface Hidden {
  before: boolean
  after: boolean
}

const WHOLE: Hidden = { before: false, after: false }

/** What of a box is out of sight, sideways; less than a pixel is nothing. */
export function hiddenOf(box: Pick<HTMLElement, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>) {
  const after = box.scrollWidth - box.clientWidth - box.scrollLeft
  return { before: box.scrollLeft > 1, after: after > 1 }
}

/** A table that scrolls sideways where it is too wide, and fades at the edge behind which more is. */
export function WideTable({ minWidth, children, ...look }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState(WHOLE)
  const measure = useCallback(() => {
    if (!box.current) return
    const next = hiddenOf(box.current)
    setHidden((now) => (now.before === next.before && now.after === next.after ? now : next))
  }, [])
  useEffect(() => {
    const resized = new ResizeObserver(measure)
    if (box.current) resized.observe(box.current)
    if (box.current?.firstElementChild) resized.observe(box.current.firstElementChild)
    return () => resized.disconnect()
  }, [measure])
  const scrolls = hidden.before || hidden.after
  return (
    <Box {...look}>
      <div
        ref={box}
        className="wide-table"
        data-before={hidden.before || undefined}
        data-after={hidden.after || undefined}
        onScroll={measure}
        {...(scrolls && { tabIndex: 0, role: 'group', 'aria-label': t('shared.wideTable') })}
      >
        <div style={{ minWidth }}>{children}</div>
      </div>
    </Box>
  )
}
