"""Exactly one owner, from the moment a ticket is taken until it ends.

Under the ticket's lock an ownership is compared and set; the partial unique index on
ownerships without an end refuses a second one, whatever the code above it does.
"""

from __future__ import annotations

from typing import NoReturn

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.calendars import absence_at
from swarm.people.tables import Person
from swarm.tickets.access import (
    check_staff,
    hold,
    lock_tellings,
    open_ownership,
    owner_of,
)
from swarm.tickets.clocks import promise_word, set_clocks
from swarm.tickets.lapsing import lapse_handover, open_handover
from swarm.tickets.moving import move_ticket
from swarm.tickets.states import check_live
from swarm.tickets.tables import Ownership, Status, Ticket
from swarm.tickets.telling import note, tell, tell_requester


def take_ticket(session: Session, actor: Person, ticket: Ticket) -> Ownership:
    """Become the owner of a ticket that has none; taking what is mine changes nothing.

    Of several people at the same instant one wins; the others get a Conflict whose
    `current` names the owner.
    """
    check_staff(actor)
    hold(session, ticket)
    check_live(ticket.status)
    current = open_ownership(session, ticket.number)
    if current is not None:
        if current.owner_id == actor.id:
            return current
        _refuse(session, ticket)
    offered = open_handover(session, ticket.number)
    lock_tellings(session, ticket, *(offered.sides if offered else ()))
    return change_owner(session, actor, ticket, actor, how="taken", why="")


def assign_ticket(session: Session, actor: Person, ticket: Ticket, person: Person) -> Ownership:
    """A manager makes `person` the owner, who must be here: never into a void."""
    if not actor.manages:
        raise NotAllowed("Only managers give a ticket to somebody; offer a handover instead.")
    hold(session, ticket)
    check_live(ticket.status)
    current = open_ownership(session, ticket.number)
    if current is not None and current.owner_id == person.id:
        return current
    check_can_own(session, person, "person")
    offered = open_handover(session, ticket.number)
    lock_tellings(session, ticket, person.id, *(offered.sides if offered else ()))
    ownership = change_owner(session, actor, ticket, person, how="assigned", why="reassigned")
    tell(session, person.id, "ownership_given", actor, ticket=ticket.number)
    return ownership


def change_owner(
    session: Session, actor: Person | None, ticket: Ticket, person: Person, how: str, why: str
) -> Ownership:
    """End the open ownership, if there is one, and start that of `person`, as one step.

    Nobody's rights are checked here; the caller holds the ticket.
    """
    end_ownership(session, actor, ticket, why)
    lapse_handover(session, actor, ticket)
    ownership = _start(session, ticket, person, how)
    note(session, ticket, "ownership_started", actor, owner=person.id, how=how)
    if ticket.team_id is None and person.team_id is not None:
        ticket.team_id = person.team_id
        set_clocks(session, ticket)
        note(session, ticket, "ticket_changed", actor, fields=["team"])
    promise_word(session, ticket, clock.now())
    if ticket.status == Status.NEW:
        move_ticket(session, actor, ticket, Status.OPEN)
    else:
        tell_requester(session, ticket, actor)
    return ownership


def end_ownership(session: Session, actor: Person | None, ticket: Ticket, why: str) -> None:
    """End the open ownership of a held ticket, if there is one."""
    current = open_ownership(session, ticket.number)
    if current is not None:
        current.ended_at, current.ended_why = clock.now(), why
        note(session, ticket, "ownership_ended", actor, owner=current.owner_id, why=why)


def check_can_own(session: Session, person: Person, field: str) -> None:
    """Raise unless `person` works at the desk (Invalid) and is not away now (Conflict)."""
    if not person.staff or person.left_at is not None:
        raise Invalid("This person cannot own tickets.", fields={field: "does not work here"})
    absence = absence_at(session, person.id, clock.now())
    if absence is not None:
        raise Conflict(
            f"{person.name} is away. Choose somebody who is here.",
            code="away",
            current={"until": absence.ends_at.isoformat(), "substitute": absence.substitute_id},
        )


def _start(session: Session, ticket: Ticket, person: Person, how: str) -> Ownership:
    ownership = Ownership(
        ticket_number=ticket.number, owner_id=person.id, how=how, started_at=clock.now()
    )
    try:
        with session.begin_nested():
            session.add(ownership)
            session.flush()
    except IntegrityError:
        _refuse(session, ticket)
    return ownership


def _refuse(session: Session, ticket: Ticket) -> NoReturn:
    owner = owner_of(session, ticket.number)
    if owner is None:
        raise Conflict(
            "Somebody else took this ticket at the same moment. Look again.",
            current={"owner": None},
        )
    raise Conflict(
        f"{owner.name} owns this ticket.", current={"owner": {"id": owner.id, "name": owner.name}}
    )
