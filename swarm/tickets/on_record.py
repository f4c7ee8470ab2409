"""What the desk's record knows of a ticket when its owner is not there to say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.markdown import plain
from swarm.people.tables import Person
from swarm.tickets.tables import Reply, Status, Ticket

NOTES = 3
EXCERPT = 400
"""Characters of a note that are quoted; the ticket holds the rest."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The three things that a handover says, in sentences."""

    tried: str
    still_open: str
    promised: str


def read_record(session: Session, ticket: Ticket) -> OnRecord:
    """What was noted last, what waits, and what the requester was told last."""
    return OnRecord(_tried(session, ticket), _open(session, ticket), _promised(session, ticket))


def _tried(session: Session, ticket: Ticket) -> str:
    notes = session.execute(
        select(Reply.body, Reply.at, Person.name)
        .outerjoin(Person, Person.id == Reply.author_id)
        .where(
            Reply.ticket_number == ticket.number,
            Reply.public.is_(False),
            Reply.body.is_not(None),
        )
        .order_by(Reply.id.desc())
        .limit(NOTES)
    ).all()
    if not notes:
        return "No note on the ticket says what was tried."
    told = [
        f"{name or 'Somebody'}, {_day(at)}: {plain(body or '', EXCERPT)}"
        for body, at, name in notes
    ]
    return "\n\n".join(reversed(told))


def _open(session: Session, ticket: Ticket) -> str:
    last = _last_public(session, ticket)
    told = []
    if _swarms_open(session, ticket):
        told.append("A swarm is open: its room holds what it is looking into.")
    if ticket.status == Status.WAITING:
        told.append("The ticket waits for the requester.")
    elif last is None:
        told.append("The requester has had no reply yet.")
    elif last.author_id == ticket.requester_id:
        told.append(f"The requester wrote last, on {_day(last.at)}, and waits for a reply.")
    return " ".join(told) or "Nothing waits but the solution itself."


def _promised(session: Session, ticket: Ticket) -> str:
    told = []
    if ticket.next_word_by is not None:
        told.append(f"The requester hears from us by {ticket.next_word_by:%d %B %Y, %H:%M} UTC.")
    last = _last_public(session, ticket, of_desk=True)
    if last is not None:
        told.append(f"The last reply to them, {_day(last.at)}: {plain(last.body or '', EXCERPT)}")
    return "\n\n".join(told) or "Nothing is on record."


def _last_public(session: Session, ticket: Ticket, *, of_desk: bool = False) -> Reply | None:
    wanted = select(Reply).where(Reply.ticket_number == ticket.number, Reply.public)
    if of_desk:
        wanted = wanted.where(Reply.author_id.is_distinct_from(ticket.requester_id))
    return session.scalar(wanted.order_by(Reply.id.desc()).limit(1))


def _swarms_open(session: Session, ticket: Ticket) -> bool:
    lines = session.execute(
        select(ActivityLine.kind, ActivityLine.data).where(
            ActivityLine.stream == f"tickets/{ticket.number}",
            ActivityLine.kind.in_(("swarm_opened", "swarm_closed")),
        )
    )
    seen: dict[str, set[object]] = {"swarm_opened": set(), "swarm_closed": set()}
    for kind, data in lines:
        seen[kind].add(data.get("swarm"))
    return bool(seen["swarm_opened"] - seen["swarm_closed"])


def _day(at: datetime) -> str:
    return f"{at:%d %B %Y}"
