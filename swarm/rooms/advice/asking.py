"""What matching is asked about a ticket and its room."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.evidence import Query
from swarm.people.tables import Person
from swarm.rooms.tables import Message, Swarm
from swarm.tickets.access import owners_of
from swarm.tickets.tables import Ticket

NEWEST_MESSAGES = 40
LONGEST_TALK = 8_000


MINUTE = 60


def asked_at(ticket: Ticket) -> float:
    """The beginning of the present minute, so that whoever asks again at once asks the same.

    Evidence ages by days. Minutes begin at another second for each ticket: not everybody's
    answers are worked out anew at one moment.
    """
    now, turn = int(clock.now().timestamp()), 7 * ticket.number % MINUTE
    return float(now - (now - turn) % MINUTE)


def text_of(ticket: Ticket) -> Query:
    """The ticket alone, as it came in."""
    return Query(
        created_at=asked_at(ticket),
        summary=ticket.summary,
        description=ticket.description,
        product=ticket.product or "",
        components=(ticket.component,) if ticket.component else (),
    )


def query_of(
    session: Session,
    ticket: Ticket,
    swarm: Swarm | None,
    *,
    owner: Person | None = None,
    excluded: frozenset[str] = frozenset(),
    skills: tuple[str, ...] | None = None,
) -> Query:
    """The ticket, and of a swarm its ask and the last words of its room.

    Whoever knows the `owner` already spares asking for them.
    """
    words = [ticket.description]
    if swarm is not None:
        words += [swarm.help_needed, swarm.tried, talk_of(session, swarm.id)]
    owner = owner or owners_of(session, [ticket.number]).get(ticket.number)
    return Query(
        created_at=asked_at(ticket),
        summary=ticket.summary,
        description="\n".join(word for word in words if word),
        product=ticket.product or "",
        components=(ticket.component,) if ticket.component else (),
        owner=str(owner.id) if owner else None,
        excluded=excluded,
        skills=skills,
    )


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_TALK = (
    select(Message.body)
    .where(Message.swarm_id == bindparam("swarm"), Message.body.is_not(None))
    .order_by(Message.seq.desc())
    .limit(NEWEST_MESSAGES)
)


def talk_of(session: Session, swarm_id: int) -> str:
    """The last words of a room, oldest first, at most 8,000 characters."""
    bodies = session.scalars(_TALK, {"swarm": swarm_id}).all()
    return "\n".join(body for body in reversed(bodies) if body)[-LONGEST_TALK:]
