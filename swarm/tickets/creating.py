"""A ticket is made: in the browser, by a program, or out of another system."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person, Role, Team
from swarm.tickets.access import lock_tellings, may_see
from swarm.tickets.clocks import set_clocks
from swarm.tickets.tables import Priority, Status, Tag, Ticket
from swarm.tickets.tags import plain_tag
from swarm.tickets.telling import note, tell_requester

External = tuple[str, str]
"""The name of the system it comes from, and its id there."""


def create_ticket(
    session: Session,
    actor: Person,
    *,
    summary: str,
    description: str = "",
    product: str | None = None,
    component: str | None = None,
    category: str | None = None,
    priority: str = Priority.NORMAL,
    requester: Person | None = None,
    team: Team | None = None,
    tags: Sequence[str] = (),
    channel: str = "web",
    external: External | None = None,
) -> tuple[Ticket, bool]:
    """Make a ticket; a requester makes their own only.

    Returns the ticket and True, or, where `external` is already known, the ticket that it
    became and False: then nothing is changed.
    """
    requester = _check_requester(actor, requester)
    if external and (known := find_external(session, external)):
        return _known(actor, known), False
    ticket = Ticket(
        summary=summary.strip(),
        description=description,
        product=product or None,
        component=component or None,
        category=category or None,
        priority=str(Priority(priority)),
        team_id=team.id if team else None,
        channel=channel,
    )
    if not ticket.summary:
        raise Invalid("A ticket needs a summary.", fields={"summary": "is empty"})
    _begin(session, ticket, actor, requester, external)
    if not _insert(session, ticket):
        return _known(actor, _lost_to(session, external)), False
    _tell(session, actor, ticket, tags)
    return ticket, True


def find_external(session: Session, external: External) -> Ticket | None:
    """The ticket that another system's ticket became."""
    source, external_id = external
    return session.scalar(
        select(Ticket).where(Ticket.source == source, Ticket.external_id == external_id)
    )


def _check_requester(actor: Person, requester: Person | None) -> Person | None:
    if actor.role == Role.GUEST:
        raise NotAllowed("Guests cannot make tickets.")
    if actor.role == Role.REQUESTER:
        if requester is not None and requester.id != actor.id:
            raise NotAllowed("A requester asks for themselves only.")
        return actor
    if requester is not None and (requester.left_at is not None or requester.role == Role.GUEST):
        raise Invalid("This person cannot ask.", fields={"requester": "has left or is a guest"})
    return requester


def _known(actor: Person, ticket: Ticket) -> Ticket:
    if not may_see(actor, ticket):
        raise Conflict(
            "This external id is already in use.",
            current={"external": {"source": ticket.source, "id": ticket.external_id}},
        )
    return ticket


def _begin(
    session: Session,
    ticket: Ticket,
    actor: Person,
    requester: Person | None,
    external: External | None,
) -> None:
    ticket.status = str(Status.NEW)
    ticket.paused_seconds = ticket.solved_seconds = 0
    ticket.requester_id = requester.id if requester else None
    ticket.created_by = actor.id
    ticket.source, ticket.external_id = external or (None, None)
    ticket.created_at = ticket.updated_at = clock.now()
    set_clocks(session, ticket)


def _lost_to(session: Session, external: External | None) -> Ticket:
    known = find_external(session, external) if external else None
    if known is None:
        raise Conflict(
            "This ticket was made at the same moment. Try again.",
            current={
                "external": dict(zip(("source", "id"), external, strict=True)) if external else None
            },
        )
    return known


def _insert(session: Session, ticket: Ticket) -> bool:
    try:
        with session.begin_nested():
            session.add(ticket)
            session.flush()
    except IntegrityError:
        return False
    return True


def _tell(session: Session, actor: Person, ticket: Ticket, tags: Sequence[str]) -> None:
    lock_tellings(session, ticket)
    note(
        session,
        ticket,
        "ticket_created",
        actor,
        priority=ticket.priority,
        channel=ticket.channel,
    )
    for tag in dict.fromkeys(plain_tag(tag) for tag in tags):
        session.add(Tag(ticket_number=ticket.number, name=tag))
        note(session, ticket, "tag_added", actor, tag=tag)
    tell_requester(session, ticket, actor)
