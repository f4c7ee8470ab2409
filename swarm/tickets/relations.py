"""Tickets that belong together, and tickets that repeat another."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import lock_streams
from swarm.errors import Conflict, Invalid, NotFound
from swarm.people.tables import Person
from swarm.tickets.access import check_staff, hold
from swarm.tickets.tables import Outcome, Relation, Ticket
from swarm.tickets.telling import note

RELATED, DUPLICATE = "related", "duplicate"


def relate(session: Session, actor: Person, ticket: Ticket, other: Ticket, kind: str) -> Relation:
    """Relate two tickets; `duplicate` says that `ticket` repeats `other`.

    The same once more changes nothing; a pair has one relation.
    """
    check_staff(actor)
    if ticket.number == other.number:
        raise Invalid("A ticket has no relation to itself.", fields={"other": "is this ticket"})
    hold(session, ticket, other)
    return _relate(session, actor, ticket, other, kind)


def relate_duplicate(session: Session, actor: Person, ticket: Ticket, original: Ticket) -> None:
    """Note that a ticket repeats another; a plain relation of the two gives way."""
    if ticket.number == original.number:
        raise Invalid("A ticket cannot repeat itself.", fields={"duplicate_of": "is this ticket"})
    known = find_relation(session, ticket.number, original.number)
    if known is not None and known.kind == RELATED:
        _remove(session, actor, ticket, original, known)
    _relate(session, actor, ticket, original, DUPLICATE)


def unrelate(session: Session, actor: Person, ticket: Ticket, other: Ticket) -> None:
    """Take the relation of two tickets away, unless one was solved as the other's copy."""
    check_staff(actor)
    hold(session, ticket, other)
    known = find_relation(session, ticket.number, other.number)
    if known is None:
        raise NotFound("These tickets are not related.")
    if known.kind == DUPLICATE and _ended_as_duplicate(session, known.ticket_number):
        raise Conflict(
            "It was solved as a duplicate. Reopen it first.", current={"kind": known.kind}
        )
    _remove(session, actor, ticket, other, known)


def find_relation(session: Session, one: int, other: int) -> Relation | None:
    """The relation of two tickets, whichever way it was noted."""
    return session.get(Relation, (one, other)) or session.get(Relation, (other, one))


def relations_of(session: Session, number: int) -> list[tuple[Ticket, str]]:
    """The related tickets: `related`, `duplicate_of` (this one repeats it) or `duplicated_by`."""
    rows = session.scalars(
        select(Relation)
        .where(or_(Relation.ticket_number == number, Relation.other_number == number))
        .order_by(Relation.made_at)
    ).all()
    seen: list[tuple[Ticket, str]] = []
    for row in rows:
        away = row.ticket_number == number
        other = session.get_one(Ticket, row.other_number if away else row.ticket_number)
        copy = "duplicate_of" if away else "duplicated_by"
        seen.append((other, copy if row.kind == DUPLICATE else RELATED))
    return seen


def _relate(session: Session, actor: Person, ticket: Ticket, other: Ticket, kind: str) -> Relation:
    known = find_relation(session, ticket.number, other.number)
    if known is not None:
        if known.kind == kind and (kind == RELATED or known.ticket_number == ticket.number):
            return known
        raise Conflict("These tickets are related already.", current={"kind": known.kind})
    relation = Relation(
        ticket_number=ticket.number,
        other_number=other.number,
        kind=kind,
        made_by=actor.id,
        made_at=clock.now(),
    )
    session.add(relation)
    _note_both(session, actor, ticket, other, "relation_added", kind)
    return relation


def _remove(
    session: Session, actor: Person, ticket: Ticket, other: Ticket, relation: Relation
) -> None:
    session.delete(relation)
    _note_both(session, actor, ticket, other, "relation_removed", relation.kind)


def _note_both(
    session: Session, actor: Person, ticket: Ticket, other: Ticket, line: str, kind: str
) -> None:
    lock_streams(session, [f"tickets/{ticket.number}", f"tickets/{other.number}"])
    note(session, ticket, line, actor, other=other.number, kind=kind)
    note(session, other, line, actor, other=ticket.number, kind=kind)


def _ended_as_duplicate(session: Session, number: int) -> bool:
    found = session.scalar(
        select(Outcome.id).where(
            Outcome.ticket_number == number, Outcome.how == DUPLICATE, Outcome.undone_at.is_(None)
        )
    )
    return found is not None
