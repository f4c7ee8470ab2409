import { useTranslation } from 'react-i18next'
import classes from '../talk/talk.module.css'
import type { Completing } from './completing.ts'

/** What the words could go on with, above the field. */
export function Completions({ completing }: { completing: Completing }) {
  const { t } = useTranslation()
  const { id, opened, options, at, take } = completing
  if (!opened) return null
  return (
    <div id={id} role="listbox" aria-label={t('talk.completions')} className={classes.completions}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
        <div
          key={option.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className={classes.completion}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(option)}
        >
          <span>{option.label}</span>
          {option.hint && <small>{option.hint}</small>}
        </div>
      ))}
    </div>
  )
}
