import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Quoted } from '../../../state/talk.ts'
import classes from '../talk/talk.module.css'
import { usePlace } from './place.ts'

/** What a message quotes, in the words of now; leads to it. */
export function QuotedWords({ quoted }: { quoted: Quoted | null }) {
  const { t } = useTranslation()
  const { page, name } = usePlace()
  if (!quoted) return null
  return (
    <blockquote className={classes.quoted}>
      <Link href={`/swarms/${page.id}?line=${quoted.seq}`}>{name(quoted.author)}</Link>
      <span>{quoted.text ?? t('room.erased')}</span>
    </blockquote>
  )
}
