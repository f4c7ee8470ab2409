import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Closure } from '../../contract/ending.ts'
import type { TicketPage } from '../../contract/ticket.ts'

type Ended = { id: number; closure: Closure }

/** What the swarms of a ticket ruled out and whose help counted there, as terms of a list. */
export function Found({ swarms }: { swarms: TicketPage['swarms'] }) {
  const { t } = useTranslation()
  const ended = swarms.flatMap(({ id, closure }): Ended[] => (closure ? [{ id, closure }] : []))
  const ruledOut = ended.filter(({ closure }) => closure.ruled_out)
  const helped = ended.filter(({ closure }) => closure.credits.length > 0)
  return (
    <>
      {ruledOut.length > 0 && (
        <>
          <dt>{t('ticket.ruledOut')}</dt>
          <dd style={{ whiteSpace: 'pre-wrap' }}>
            {ruledOut.map(({ id, closure }) => (
              <div key={id}>{closure.ruled_out}</div>
            ))}
          </dd>
        </>
      )}
      {helped.length > 0 && (
        <>
          <dt>{t('ticket.helped')}</dt>
          <dd>
            {helped.map((one) => (
              <Helped key={one.id} ended={one} />
            ))}
          </dd>
        </>
      )}
    </>
  )
}

/** Whose help counted in one room, each a way to them, and the way to the room. */
function Helped({ ended: { id, closure } }: { ended: Ended }) {
  const { t } = useTranslation()
  return (
    <ul className="plain-list">
      {closure.credits.map(({ person, kind }) => (
        <li key={`${person.id}-${kind}`}>
          <Link href={`/people/${person.id}`} className="more-link">
            {person.name}
          </Link>
          : {t(`room.kind.${kind}`).toLowerCase()} (
          <Link href={`/swarms/${id}`} className="more-link">
            {t('ticket.inRoom', { id })}
          </Link>
          )
        </li>
      ))}
    </ul>
  )
}
