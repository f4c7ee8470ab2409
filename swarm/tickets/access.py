"""Who may see a ticket, who owns it, and the lock under which it is changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import lock_streams
from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person, Role
from swarm.tickets.states import ENDED
from swarm.tickets.tables import Ownership, Ticket


def may_see(actor: Person, ticket: Ticket) -> bool:
    """Colleagues see every ticket, requesters their own; a guest sees a room, never a ticket."""
    if actor.left_at is not None:
        return False
    return actor.staff or (actor.role == Role.REQUESTER and ticket.requester_id == actor.id)


def may_follow(session: Session, person: Person, number: int) -> bool:
    """Only colleagues follow a ticket's stream: private notes pass through it."""
    return person.staff and person.left_at is None and session.get(Ticket, number) is not None


def find_ticket(session: Session, actor: Person, number: int, *, lock: bool = False) -> Ticket:
    """The ticket with this number. Raises NotFound where `actor` may not see it."""
    ticket = session.get(Ticket, number)
    if ticket is None or not may_see(actor, ticket):
        raise NotFound
    if lock:
        hold(session, ticket)
    return ticket


def hold(session: Session, *tickets: Ticket) -> None:
    """Lock tickets, lowest number first, and read them anew, until this transaction ends."""
    session.flush()
    for ticket in sorted(set(tickets), key=lambda one: one.number):
        session.refresh(ticket, with_for_update={"key_share": True})


def lock_tellings(session: Session, ticket: Ticket, *people: int | None) -> None:
    """Lock the streams that an action will write to, in the order of their names.

    Always the ticket's and its requester's, and those of `people` who are not None.
    """
    told = {person for person in (ticket.requester_id, *people) if person is not None}
    lock_streams(session, [f"tickets/{ticket.number}", *(f"people/{person}" for person in told)])


def open_ownership(session: Session, number: int) -> Ownership | None:
    """The ownership that runs now."""
    return session.scalar(
        select(Ownership).where(Ownership.ticket_number == number, Ownership.ended_at.is_(None))
    )


def owner_of(session: Session, number: int) -> Person | None:
    """Who is answerable now; None before the ticket is taken and after it ended."""
    return session.scalar(
        select(Person)
        .join(Ownership, Ownership.owner_id == Person.id)
        .where(Ownership.ticket_number == number, Ownership.ended_at.is_(None))
    )


def last_owner_of(session: Session, number: int) -> Person | None:
    """Who is answerable now, or was last, whatever became of the ticket since."""
    return session.scalar(
        select(Person)
        .join(Ownership, Ownership.owner_id == Person.id)
        .where(Ownership.ticket_number == number)
        .order_by(Ownership.id.desc())
        .limit(1)
    )


# Asked for each ticket and each list of suggestions: written once, as its writing takes longest.
_NEWEST = (
    select(func.max(Ownership.id))
    .where(Ownership.ticket_number.in_(bindparam("numbers", expanding=True)))
    .group_by(Ownership.ticket_number)
)
_OWNERS = (
    select(Ownership.ticket_number, Person)
    .join(Person, Person.id == Ownership.owner_id)
    .join(Ticket, Ticket.number == Ownership.ticket_number)
    .where(Ownership.id.in_(_NEWEST))
    .where(or_(Ownership.ended_at.is_(None), Ticket.status.in_(ENDED)))
)


def owners_of(session: Session, numbers: Iterable[int]) -> dict[int, Person]:
    """The owner of each ticket as screens name it: who is answerable now, or who ended it.

    A live ticket that nobody is answerable for has none, whoever had it before.
    """
    rows = session.execute(_OWNERS, {"numbers": list(numbers)})
    return {row[0]: row[1] for row in rows}


def check_staff(actor: Person) -> None:
    """Raise NotAllowed unless `actor` works at the desk."""
    if not actor.staff:
        raise NotAllowed("Only people of the desk may do this.")


def check_ended_by(session: Session, actor: Person, number: int) -> None:
    """Raise NotAllowed unless `actor` was the last owner of the ticket or manages the desk."""
    check_staff(actor)
    owner = last_owner_of(session, number)
    if not actor.manages and (owner is None or owner.id != actor.id):
        raise NotAllowed("Only its last owner or a manager may do this.")


def check_answerable(actor: Person, ownership: Ownership | None) -> None:
    """Raise NotAllowed unless `actor` owns the ticket or manages the desk."""
    check_staff(actor)
    if not actor.manages and (ownership is None or ownership.owner_id != actor.id):
        raise NotAllowed("Only the owner may do this. Take the ticket first, or ask its owner.")
