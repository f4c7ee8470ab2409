"""Growth of tickets from the record: seats of learners, and who solved one alone."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.epochs import epoch
from swarm.reports.aggregates.touches import Where
from swarm.rooms.tables import ON_TICKET, Member, Swarm
from swarm.skills.needs import surely_needed
from swarm.skills.tables import Need
from swarm.tickets.tables import Outcome, Ownership, Ticket

LEARNED, OFFERED, SOLO = range(3)
"""How somebody grew at a skill: in a learner's seat; in one that came by an offer of their own
(it counts if they had said that they want to grow the skill); by solving the ticket as its only
owner and without a swarm."""

Grown = tuple[int, int, int, float]


def growth(session: Session, where: Where) -> Iterator[tuple[int, Grown]]:
    """Of the tickets that fit `where`, those of one together: for each skill that it surely
    needs, who grew at it, how, and when (they joined, or it was solved)."""
    yield from sorted([*_seats(session, where), *_solo(session, where)], key=itemgetter(0))


def _seats(session: Session, where: Where) -> Iterator[tuple[int, Grown]]:
    rows = session.execute(
        select(
            ON_TICKET,
            Need.skill_id,
            Member.person_id,
            case((Member.role == "learner", LEARNED), else_=OFFERED),
            epoch(Member.joined_at),
        )
        .join(Swarm, Swarm.id == Member.swarm_id)
        .join(Need, Need.ticket_number == Swarm.ticket_number)
        .join(Ticket, Ticket.number == Swarm.ticket_number)
        .where(
            ON_TICKET.is_not(None),
            or_(Member.role == "learner", Member.came_by == "offer"),
            surely_needed(),
            *where,
        )
        .order_by(Swarm.ticket_number, Member.joined_at, Member.id, Need.skill_id)
    )
    for ticket, *grown in rows:
        yield ticket, tuple(grown)


def _solo(session: Session, where: Where) -> Iterator[tuple[int, Grown]]:
    owners = (
        select(func.count(Ownership.owner_id.distinct()))
        .where(Ownership.ticket_number == Ticket.number)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Ticket.number, Need.skill_id, Outcome.by_id, epoch(Ticket.solved_at))
        .join(Outcome, Outcome.ticket_number == Ticket.number)
        .join(Need, Need.ticket_number == Ticket.number)
        .where(
            Outcome.by_id.is_not(None),
            Outcome.undone_at.is_(None),
            Ticket.solved_at.is_not(None),
            surely_needed(),
            owners <= 1,
            ~exists().where(Swarm.ticket_number == Ticket.number),
            *where,
        )
        .order_by(Ticket.number, Need.skill_id)
    )
    for ticket, skill, solver, at in rows:
        yield ticket, (skill, solver or 0, SOLO, at)
