"""The skills that a ticket needs: what people say stands, what a classifier finds yields to it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.people.tables import Person
from swarm.skills.tables import Need
from swarm.skills.taxonomy import named_skill
from swarm.tickets.access import check_staff, hold
from swarm.tickets.tables import Ticket

SURE = 0.5
"""A need that only the classifier found counts from this probability on."""


def surely_needed() -> ColumnElement[bool]:
    """A need that people said, or that the classifier is sure enough of."""
    return Need.removed.is_(False) & or_(Need.by_id.is_not(None), Need.probability >= SURE)


def needs_of(session: Session, number: int) -> list[Need]:
    """Every need on record, removed ones too, those said by people first."""
    rows = session.scalars(select(Need).where(Need.ticket_number == number)).all()
    return sorted(
        rows, key=lambda need: (need.by_id is None, -(need.probability or 0), need.skill_id)
    )


def state_need(session: Session, actor: Person, ticket: Ticket, skill_id: int) -> Need:
    """Say that the ticket needs a skill; the classifier no longer has a say in it."""
    return _decide(session, actor, ticket, skill_id, removed=False)


def remove_need(session: Session, actor: Person, ticket: Ticket, skill_id: int) -> Need:
    """Say that the ticket does not need a skill; the classifier will not bring it back."""
    return _decide(session, actor, ticket, skill_id, removed=True)


def _decide(
    session: Session, actor: Person, ticket: Ticket, skill_id: int, *, removed: bool
) -> Need:
    check_staff(actor)
    named_skill(session, skill_id)
    hold(session, ticket)
    need = session.get(Need, (ticket.number, skill_id))
    if need is None:
        need = Need(ticket_number=ticket.number, skill_id=skill_id, removed=not removed)
        session.add(need)
    elif need.by_id is not None and need.removed == removed:
        return need
    need.by_id, need.removed, need.at = actor.id, removed, clock.now()
    _tell(
        session,
        actor.id,
        ticket.number,
        [] if removed else [skill_id],
        [skill_id] if removed else [],
    )
    return need


def record_found(session: Session, ticket: Ticket, found: Mapping[int, float]) -> bool:
    """Keep what a classifier found (skill id → probability); returns whether anything changed.

    Skills that a person added or removed stay as that person left them. One of which it became
    sure, or is so no longer, is told as added or removed: reports count only those.
    """
    hold(session, ticket)
    known = {need.skill_id: need for need in needs_of(session, ticket.number)}
    added: list[int] = []
    removed: list[int] = []
    for skill_id, probability in sorted(found.items()):
        need = known.get(skill_id)
        if need is None:
            session.add(
                Need(
                    ticket_number=ticket.number,
                    skill_id=skill_id,
                    probability=probability,
                    removed=False,
                    at=clock.now(),
                )
            )
            added.append(skill_id)
        elif need.by_id is None:
            was, need.probability = (need.probability or 0.0) >= SURE, probability
            if was != (probability >= SURE):
                (removed if was else added).append(skill_id)
    for skill_id, need in known.items():
        if need.by_id is None and skill_id not in found:
            session.delete(need)
            removed.append(skill_id)
    if added or removed:
        _tell(session, None, ticket.number, added, sorted(removed))
    return bool(added or removed)


def _tell(
    session: Session, actor_id: int | None, number: int, added: list[int], removed: list[int]
) -> None:
    append(session, f"tickets/{number}", "needs_changed", actor_id, added=added, removed=removed)
