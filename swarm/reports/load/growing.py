"""Growth seats that turned into solo solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from swarm.rooms.tables import ON_TICKET, Member, Swarm
from swarm.skills.questions.risks import surely_needed
from swarm.skills.tables import Interest, Need
from swarm.tickets.tables import Outcome, Ownership, Ticket


@dataclass(frozen=True)
class Seat:
    """Somebody's first growth seat at a skill, and the first ticket needing it that they solved
    alone afterwards (None: not yet)."""

    person: int
    skill: int
    ticket: int
    at: datetime
    solo: int | None


def load_seats(session: Session) -> list[Seat]:
    """Every first growth seat: as a learner, or by an offer of one's own to grow that skill."""
    rows = session.execute(
        select(Member.person_id, Need.skill_id, ON_TICKET, Member.joined_at)
        .join(Swarm, Swarm.id == Member.swarm_id)
        .join(Need, Need.ticket_number == Swarm.ticket_number)
        .where(or_(Member.role == "learner", _offered_to_grow()), surely_needed())
        .order_by(Member.joined_at, Member.id, Need.skill_id)
    )
    first: dict[tuple[int, int], tuple[int, datetime]] = {}
    for person, skill, ticket, at in rows:
        first.setdefault((person, skill), (ticket, at))
    solved = _solo(session, sorted({person for person, _ in first}))
    return [
        Seat(person, skill, ticket, at, _after(solved.get((person, skill), ()), at))
        for (person, skill), (ticket, at) in first.items()
    ]


def _offered_to_grow() -> ColumnElement[bool]:
    """They came by an offer of their own, and had said that they want to grow this skill."""
    wished = exists().where(
        Interest.person_id == Member.person_id,
        Interest.skill_id == Need.skill_id,
        Interest.at <= Member.joined_at,
    )
    return and_(Member.came_by == "offer", wished)


def _after(solved: Sequence[tuple[datetime, int]], at: datetime) -> int | None:
    return next((number for moment, number in solved if moment > at), None)


def _solo(
    session: Session, people: Sequence[int]
) -> dict[tuple[int, int], list[tuple[datetime, int]]]:
    """Tickets that one of `people` solved as the only owner, and without a swarm, by skill."""
    owners = (
        select(func.count(Ownership.owner_id.distinct()))
        .where(Ownership.ticket_number == Ticket.number)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Outcome.by_id, Need.skill_id, Ticket.solved_at, Ticket.number)
        .join(Ticket, Ticket.number == Outcome.ticket_number)
        .join(Need, Need.ticket_number == Ticket.number)
        .where(
            Outcome.by_id.in_(people),
            Outcome.undone_at.is_(None),
            Ticket.solved_at.is_not(None),
            surely_needed(),
            owners <= 1,
            ~exists().where(Swarm.ticket_number == Ticket.number),
        )
        .order_by(Ticket.solved_at, Ticket.number)
    )
    found: dict[tuple[int, int], list[tuple[datetime, int]]] = {}
    for person, skill, at, number in rows:
        if person is not None and at is not None:
            found.setdefault((person, skill), []).append((at, number))
    return found
