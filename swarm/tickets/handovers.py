"""An ownership goes over only when the other side says yes."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.calendars import absence_at, substitute_at
from swarm.people.tables import Absence, Person
from swarm.tickets.access import (
    check_answerable,
    check_staff,
    hold,
    lock_tellings,
    open_ownership,
    owner_of,
)
from swarm.tickets.lapsing import open_handover, settle
from swarm.tickets.on_record import read_record
from swarm.tickets.ownership import change_owner, check_can_own
from swarm.tickets.states import check_live
from swarm.tickets.tables import Handover, Ownership, Ticket
from swarm.tickets.telling import note, tell

ABSENCE = "absence"
"""The `why` of an offer that the desk itself made, because the owner is away."""


def offer_handover(
    session: Session,
    actor: Person,
    ticket: Ticket,
    to: Person,
    *,
    tried: str = "",
    still_open: str = "",
    promised: str = "",
) -> Handover:
    """Offer the ownership to one person who is here; until they accept nothing changes."""
    hold(session, ticket)
    check_live(ticket.status)
    current = open_ownership(session, ticket.number)
    if current is None:
        raise Conflict("Nobody owns this ticket yet.", current={"owner": None})
    check_answerable(actor, current)
    if to.id == current.owner_id:
        raise Invalid("This person already owns the ticket.", fields={"to": "is the owner"})
    check_can_own(session, to, "to")
    if open_handover(session, ticket.number):
        _refuse_second(session, ticket)
    handover = Handover(
        from_id=current.owner_id, to_id=to.id, tried=tried, still_open=still_open, promised=promised
    )
    return _offer(session, actor, ticket, handover)


def offer_unowned(session: Session, actor: Person, ticket: Ticket, to: Person) -> Handover:
    """Offer a ticket that nobody owns to one person who is here; until they accept it has no owner.

    Raises NotAllowed, Conflict where it has an owner or is offered already, Invalid.
    """
    check_staff(actor)
    hold(session, ticket)
    check_live(ticket.status)
    owner = owner_of(session, ticket.number)
    if owner is not None:
        current = {"owner": {"id": owner.id, "name": owner.name}}
        raise Conflict(f"{owner.name} owns this ticket.", current=current)
    check_can_own(session, to, "to")
    if open_handover(session, ticket.number):
        _refuse_second(session, ticket)
    return _offer(session, actor, ticket, Handover(to_id=to.id))


def answer_handover(
    session: Session, actor: Person, handover: Handover, answer: str, reason: str = ""
) -> Handover:
    """The person to whom it was offered says `accepted` or `declined`; saying it again is safe."""
    ticket = _hold_both(session, handover)
    if actor.id != handover.to_id:
        raise NotFound if not actor.staff else NotAllowed("It was offered to somebody else.")
    if handover.answered_at is not None:
        if handover.answer == answer:
            return handover
        raise Conflict("This offer was settled before.", current={"answer": handover.answer})
    current = open_ownership(session, ticket.number)
    lock_tellings(session, ticket, *handover.sides)
    handover.reason = reason
    settle(session, actor, ticket, handover, answer)
    if answer == "accepted":
        how = "substitute" if handover.why == ABSENCE else "handover"
        if current is None or current.owner_id != actor.id:
            change_owner(session, actor, ticket, actor, how=how, why=how)
    return handover


def withdraw_handover(session: Session, actor: Person, handover: Handover) -> None:
    """The owner, who offered it, or a manager takes an open offer back."""
    ticket = _hold_both(session, handover)
    if not handover.may_be_taken_back_by(actor):
        raise NotAllowed("Only the owner or who offered it takes it back.")
    if handover.answered_at is not None:
        if handover.answer == "withdrawn":
            return
        raise Conflict("This offer was settled before.", current={"answer": handover.answer})
    lock_tellings(session, ticket, *handover.sides)
    settle(session, actor, ticket, handover, "withdrawn")


def find_handover(session: Session, actor: Person, handover_id: int) -> Handover:
    """The handover with this id. Raises NotFound for people outside the desk."""
    handover = session.get(Handover, handover_id)
    if handover is None or not actor.staff:
        raise NotFound
    return handover


def offer_to_substitutes(session: Session, now: datetime) -> int:
    """Offer what absent owners own to those who stand in for them; returns how many offers.

    First takes back what waits for an answer although its owner is here again. Safe to repeat:
    nothing is offered while another offer is open, nor twice to the same person within the same
    absence.
    """
    _withdraw_from_substitutes(session, now)
    rows = session.execute(
        select(Ticket.number, Absence.person_id)
        .distinct()
        .join(Ownership, Ownership.ticket_number == Ticket.number)
        .join(Absence, Absence.person_id == Ownership.owner_id)
        .where(
            Ownership.ended_at.is_(None),
            Absence.starts_at <= now,
            Absence.ends_at > now,
            Absence.substitute_id.is_not(None),
            ~select(Handover.id)
            .where(Handover.ticket_number == Ticket.number, Handover.answered_at.is_(None))
            .exists(),
        )
        .order_by(Ticket.number)
    ).all()
    return sum(_offer_to_substitute(session, number, owner, now) for number, owner in rows)


def _withdraw_from_substitutes(session: Session, now: datetime) -> None:
    """Take back the desk's own open offers of owners who are not away (any more)."""
    away = (
        select(Absence.id)
        .where(
            Absence.person_id == Handover.from_id,
            Absence.starts_at <= now,
            Absence.ends_at > now,
        )
        .exists()
    )
    waiting = session.scalars(
        select(Handover)
        .where(Handover.why == ABSENCE, Handover.answered_at.is_(None), ~away)
        .order_by(Handover.ticket_number)
    ).all()
    for handover in waiting:
        ticket = _hold_both(session, handover)
        if handover.answered_at is None:
            lock_tellings(session, ticket, *handover.sides)
            settle(session, None, ticket, handover, "withdrawn")


def _offer_to_substitute(session: Session, number: int, owner: int, now: datetime) -> bool:
    absence, substitute = absence_at(session, owner, now), substitute_at(session, owner, now)
    if absence is None or substitute is None or _was_offered(session, number, substitute, absence):
        return False
    ticket = session.get_one(Ticket, number)
    hold(session, ticket)
    current = open_ownership(session, number)
    if current is None or current.owner_id != owner or open_handover(session, number):
        return False
    known = read_record(session, ticket)
    handover = Handover(
        from_id=owner,
        to_id=substitute.id,
        why=ABSENCE,
        tried=known.tried,
        still_open=known.still_open,
        promised=known.promised,
    )
    _offer(session, None, ticket, handover)
    return True


def _was_offered(session: Session, number: int, to: Person, absence: Absence) -> bool:
    found = session.scalar(
        select(Handover.id)
        .where(
            Handover.ticket_number == number,
            Handover.to_id == to.id,
            Handover.why == ABSENCE,
            Handover.offered_at >= absence.starts_at,
        )
        .limit(1)
    )
    return found is not None


def _offer(session: Session, actor: Person | None, ticket: Ticket, handover: Handover) -> Handover:
    lock_tellings(session, ticket, handover.to_id)
    handover.ticket_number, handover.offered_at = ticket.number, clock.now()
    handover.by_id = actor.id if actor else None
    try:
        with session.begin_nested():
            session.add(handover)
            session.flush()
    except IntegrityError:
        _refuse_second(session, ticket)
    facts = {"handover": handover.id}
    note(session, ticket, "handover_offered", actor, to=handover.to_id, **facts)
    tell(session, handover.to_id, "handover_received", actor, ticket=ticket.number, **facts)
    return handover


def _refuse_second(session: Session, ticket: Ticket) -> NoReturn:
    offered = open_handover(session, ticket.number)
    raise Conflict(
        "The ownership is already offered to somebody.",
        current={
            "handover": offered.id if offered else None,
            "to": offered.to_id if offered else None,
        },
    )


def _hold_both(session: Session, handover: Handover) -> Ticket:
    ticket = session.get_one(Ticket, handover.ticket_number)
    hold(session, ticket)
    session.refresh(handover)
    return ticket
