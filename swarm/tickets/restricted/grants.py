"""Let a person read what is restricted of one ticket, with a reason; and no more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Invalid, NotAllowed
from swarm.people.tables import Person, Role
from swarm.tickets.access import check_answerable, hold, lock_tellings, open_ownership
from swarm.tickets.restricted.tables import Grant
from swarm.tickets.tables import Ticket
from swarm.tickets.telling import note, tell


def open_grant(session: Session, number: int, person_id: int) -> Grant | None:
    """The grant of a person that runs now."""
    return session.scalar(
        select(Grant).where(
            Grant.ticket_number == number, Grant.person_id == person_id, Grant.ended_at.is_(None)
        )
    )


def is_granted(session: Session, person: Person, number: int) -> bool:
    """Whether this person may read what is restricted of a ticket that they may see."""
    return person.left_at is None and open_grant(session, number, person.id) is not None


def check_granted(session: Session, person: Person, number: int) -> None:
    """Raises NotAllowed for who has no grant."""
    if not is_granted(session, person, number):
        raise NotAllowed("This is restricted. Ask the ticket's owner or a manager for a grant.")


def give_grant(
    session: Session, actor: Person, ticket: Ticket, person_id: int, reason: str
) -> Grant:
    """Let a person read it, as the ticket's owner or a manager; twice changes nothing.

    Colleagues, guests, and the ticket's own requester can be let in; who may not see the ticket or
    its room learns nothing by a grant. Raises NotAllowed, Invalid without a reason or for others.
    """
    hold(session, ticket)
    check_answerable(actor, open_ownership(session, ticket.number))
    person = session.get(Person, person_id)
    if person is None or person.left_at is not None:
        raise Invalid("There is no such person.", fields={"person": "unknown"})
    if person.role == Role.REQUESTER and person.id != ticket.requester_id:
        raise Invalid("Only its own requester can read this ticket.", fields={"person": "another"})
    if not reason.strip():
        raise Invalid("Say why.", fields={"reason": "is empty"})
    lock_tellings(session, ticket, person_id)
    return grant_held(session, actor, ticket, person_id, reason.strip())


def grant_held(
    session: Session, actor: Person, ticket: Ticket, person_id: int, reason: str
) -> Grant:
    """The same for a held ticket, with nobody's rights checked."""
    grant = open_grant(session, ticket.number, person_id)
    if grant is None:
        grant = Grant(
            ticket_number=ticket.number,
            person_id=person_id,
            reason=reason,
            by_id=actor.id,
            at=clock.now(),
        )
        session.add(grant)
        session.flush()
        note(session, ticket, "grant_given", actor, person=person_id)
        tell(session, person_id, "grant_given", actor, ticket=ticket.number)
    return grant


def end_grant(session: Session, actor: Person, ticket: Ticket, person_id: int) -> None:
    """From now on they do not read it. Nothing happens where there is none. Raises NotAllowed."""
    hold(session, ticket)
    if person_id != actor.id:
        check_answerable(actor, open_ownership(session, ticket.number))
    lock_tellings(session, ticket, person_id)
    grant = open_grant(session, ticket.number, person_id)
    if grant is not None:
        grant.ended_at, grant.ended_by = clock.now(), actor.id
        note(session, ticket, "grant_ended", actor, person=person_id)
        tell(session, person_id, "grant_ended", actor, ticket=ticket.number)
