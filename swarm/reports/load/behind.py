"""The tickets behind the numbers of the load."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.reports.cohorts import Cohort
from swarm.reports.load.asking import DAYS
from swarm.reports.load.concentration import concentrations_of, lost_without
from swarm.reports.load.growing import load_seats
from swarm.rooms.tables import ON_TICKET, Invitation, Swarm
from swarm.skills.needs import surely_needed
from swarm.skills.questions.holding import holdings
from swarm.skills.tables import Need
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ticket


def open_needs(session: Session) -> dict[int, set[int]]:
    """Open tickets by the skill that they surely need."""
    rows = session.execute(
        select(Need.skill_id, Ticket.number)
        .join(Ticket, Ticket.number == Need.ticket_number)
        .where(Ticket.status.in_(LIVE), surely_needed())
    )
    found: dict[int, set[int]] = {}
    for skill, number in rows:
        found.setdefault(skill, set()).add(number)
    return found


def load_tickets(session: Session, _cohort: Cohort, measure: str) -> list[int]:
    """The tickets behind `asked-PERSON` and `waiting-PERSON`, those of first growth seats (`seats`)
    and those solved alone after them (`turned`); none of another name."""
    if measure in {"seats", "turned"}:
        seats = load_seats(session)
        numbers = (seat.ticket if measure == "seats" else seat.solo for seat in seats)
        return sorted({number for number in numbers if number is not None})
    what, _, rest = measure.partition("-")
    if not (rest.isascii() and rest.isdigit() and len(rest) < 10):
        return []
    if what == "asked":
        since = clock.now() - timedelta(days=DAYS)
        found = session.scalars(
            select(ON_TICKET)
            .join(Invitation, Invitation.swarm_id == Swarm.id)
            .where(
                ON_TICKET.is_not(None),
                Invitation.person_id == int(rest),
                Invitation.sent_at > since,
            )
        )
        return sorted(set(found))
    if what != "waiting":
        return []
    told = concentrations_of({skill: one.proven for skill, one in holdings(session).items()})
    needs = open_needs(session)
    gone, _ = lost_without(int(rest), told)
    return sorted({number for skill in gone for number in needs.get(skill, ())})
