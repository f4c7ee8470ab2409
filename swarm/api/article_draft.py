"""What is known of a ticket, as an article to start from; also where no solution stands."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.knowledge.texts import ArticleText, draft_of, unsolved_fix
from swarm.rooms.tables import Closure, Swarm
from swarm.tickets.ends import ends_of, outcome_among
from swarm.tickets.tables import Ticket


def read_draft(session: Session, ticket: Ticket) -> ArticleText:
    """Symptom, cause and fix of a ticket.

    Where it was reopened, the cause is the last that was written down, and in the place of a fix
    stands what was tried and did not hold, and what swarms knew and ruled out.
    """
    ends = ends_of(session, ticket, staff=True)
    standing = outcome_among(ends)
    if standing is not None:
        cause, fix = standing.cause or "", standing.fix or ""
    else:
        cause = next((end.cause for end in ends if end.cause), "")
        fix = _known(session, ticket, [end.fix for end in ends if end.fix])
    words = (ticket.summary, ticket.description, cause, fix)
    return draft_of(*words, ticket.product, ticket.component)


def _known(session: Session, ticket: Ticket, tried: list[str]) -> str:
    closures = session.scalars(
        select(Closure)
        .join(Swarm, Swarm.id == Closure.swarm_id)
        .where(Swarm.ticket_number == ticket.number, ~Closure.cancelled)
        .order_by(Closure.swarm_id.desc())
    ).all()
    return unsolved_fix(
        tried,
        found=[one.summary for one in closures if not one.solved],
        ruled_out=[one.ruled_out for one in closures],
    )
