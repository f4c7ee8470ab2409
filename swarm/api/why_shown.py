"""Why an inbox shows a ticket: what only rooms and skills know."""

from __future__ import annotations

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.rooms.tables import Closure, Member, Swarm
from swarm.skills.objections import counts
from swarm.skills.tables import Evidence, Need, Skill
from swarm.tickets.filters import is_owned
from swarm.tickets.inbox import Reasons
from swarm.tickets.tables import Status, Ticket

MOST = 100
LIKELY = 0.3
"""How probable a need must be that no person stated."""


def rooms_of(session: Session, person: Person) -> Reasons:
    """The tickets of open swarms that the person is in."""
    rows = session.execute(
        select(Swarm.ticket_number, Member.role)
        .join(Member, Member.swarm_id == Swarm.id)
        .where(
            Member.person_id == person.id,
            Member.left_at.is_(None),
            ~exists().where(Closure.swarm_id == Swarm.id),
        )
        .order_by(Swarm.id.desc())
        .limit(MOST)
    )
    return {
        row.ticket_number: "You lead its swarm."
        if row.role == "owner"
        else f"You are in its swarm as {row.role}."
        for row in rows
    }


def fits_of(session: Session, person: Person) -> Reasons:
    """Tickets without an owner that need a skill which this person has shown, most proven first."""
    shown = (
        select(Evidence.skill_id, func.count().label("times"))
        .where(Evidence.person_id == person.id, counts())
        .group_by(Evidence.skill_id)
        .subquery()
    )
    rows = session.execute(
        select(Need.ticket_number, Skill.name)
        .join(Ticket, Ticket.number == Need.ticket_number)
        .join(Skill, Skill.id == Need.skill_id)
        .join(shown, shown.c.skill_id == Need.skill_id)
        .where(
            Ticket.status.in_((Status.NEW, Status.OPEN)),
            ~is_owned(),
            Need.removed.is_(False),
            (Need.by_id.is_not(None)) | (Need.probability >= LIKELY),
        )
        .order_by(shown.c.times.desc(), Ticket.due_at, Ticket.number)
        .limit(MOST)
    )
    fits: dict[int, str] = {}
    for row in rows:
        fits.setdefault(row.ticket_number, f"It needs {row.name}, which you know.")
    return fits
