"""Restrict a field, a value of its own, or a file of a ticket; and lift that again.

The value of a restricted field leaves the ticket: lists, search, exports, suggestions and
whatever else reads tickets cannot give away what is not there.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotFound
from swarm.outbox.posting import reword
from swarm.people.tables import Person
from swarm.tickets.access import check_answerable, hold, lock_tellings, open_ownership
from swarm.tickets.restricted.grants import grant_held
from swarm.tickets.restricted.tables import Restriction
from swarm.tickets.tables import Attachment, Ticket
from swarm.tickets.telling import note

FIELDS = ("summary", "description", "product", "component", "category")
LEFT = {"summary": "Restricted", "description": ""}
"""What stands in a field while it is restricted; the others are empty."""
OWN_REASON = "Restricted it."
MOST = 50


def restrict_field(session: Session, actor: Person, ticket: Ticket, name: str) -> None:
    """Take the value of a field out of the ticket; who does it may read it.

    Twice changes nothing. Raises NotAllowed for anybody but the owner and managers, Invalid for
    a field that cannot be, or is empty.
    """
    _hold(session, actor, ticket)
    if name not in FIELDS:
        raise Invalid("This field cannot be restricted.", fields={"field": "unknown"})
    if _standing(session, ticket, "field", name) is not None:
        return
    value = getattr(ticket, name)
    if not value:
        raise Invalid("There is nothing in this field.", fields={"field": "is empty"})
    _add(session, actor, ticket, Restriction(kind="field", name=name, value=value))
    setattr(ticket, name, LEFT.get(name))
    if name == "summary":
        # Mails and pushes name a ticket so; one that waits does not go out with what it was called.
        reword(session, f"#{ticket.number} {value}", f"#{ticket.number} {ticket.summary}")
    note(session, ticket, "ticket_changed", actor, fields=[name])


def add_restricted_value(
    session: Session, actor: Person, ticket: Ticket, name: str, value: str
) -> None:
    """Keep a value under a name of its own; the name is seen by everybody who sees the ticket.

    Raises NotAllowed, Invalid for none, Conflict for a name that is used or too many.
    """
    _hold(session, actor, ticket)
    if not name.strip() or not value.strip():
        raise Invalid("Give it a name and a value.", fields={"value": "is empty"})
    if _standing(session, ticket, "value", name.strip()) is not None:
        raise Conflict("There is a value of this name.", current={"name": name.strip()})
    if len(standing_restrictions(session, ticket.number)) >= MOST:
        raise Conflict("There are too many restricted values.", current={"most": MOST})
    _add(session, actor, ticket, Restriction(kind="value", name=name.strip(), value=value))


def restrict_attachment(
    session: Session, actor: Person, ticket: Ticket, attachment_id: int
) -> None:
    """Keep a file, its name included, for those with a grant. Twice changes nothing.

    Raises NotAllowed, Invalid for a file of another ticket.
    """
    _hold(session, actor, ticket)
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.ticket_number != ticket.number:
        raise Invalid("There is no such file here.", fields={"attachment": "unknown"})
    name = str(attachment_id)
    if _standing(session, ticket, "attachment", name) is None:
        row = Restriction(kind="attachment", name=name, attachment_id=attachment_id)
        _add(session, actor, ticket, row)


def lift_restriction(session: Session, actor: Person, ticket: Ticket, restriction_id: int) -> None:
    """Everybody who sees the ticket reads it again; a value under a name of its own goes.

    Raises NotAllowed, NotFound for what is not restricted here.
    """
    _hold(session, actor, ticket)
    row = session.get(Restriction, restriction_id)
    if row is None or row.ticket_number != ticket.number or row.lifted_at is not None:
        raise NotFound
    if row.kind == "field":
        setattr(ticket, row.name, row.value)
        note(session, ticket, "ticket_changed", actor, fields=[row.name])
    row.value, row.lifted_at, row.lifted_by = None, clock.now(), actor.id
    note(session, ticket, "restriction_lifted", actor, restriction=row.id, what=row.kind)


def standing_restrictions(session: Session, number: int) -> list[Restriction]:
    """What is restricted of a ticket now."""
    rows = session.scalars(
        select(Restriction)
        .where(Restriction.ticket_number == number, Restriction.lifted_at.is_(None))
        .order_by(Restriction.id)
    )
    return list(rows)


def restricted_attachments(session: Session, number: int) -> set[int]:
    """The ids of the files of a ticket that only those with a grant may have."""
    rows = standing_restrictions(session, number)
    return {row.attachment_id for row in rows if row.attachment_id is not None}


def restricted_fields(session: Session, ticket: Ticket) -> set[str]:
    """The fields of a ticket whose values only some may see."""
    standing = standing_restrictions(session, ticket.number)
    return {row.name for row in standing if row.kind == "field"}


def check_free(session: Session, ticket: Ticket, fields: set[str]) -> None:
    """Raises Conflict where one of these fields is restricted: words would stand beside it."""
    taken = restricted_fields(session, ticket) & fields
    if taken:
        raise Conflict(
            "This field is restricted. Lift that before you change it.",
            code="restricted",
            current={"restricted": sorted(taken)},
        )


def _hold(session: Session, actor: Person, ticket: Ticket) -> None:
    hold(session, ticket)
    check_answerable(actor, open_ownership(session, ticket.number))
    lock_tellings(session, ticket, actor.id)


def _standing(session: Session, ticket: Ticket, kind: str, name: str) -> Restriction | None:
    return session.scalar(
        select(Restriction).where(
            Restriction.ticket_number == ticket.number,
            Restriction.kind == kind,
            Restriction.name == name,
            Restriction.lifted_at.is_(None),
        )
    )


def _add(session: Session, actor: Person, ticket: Ticket, row: Restriction) -> None:
    row.ticket_number, row.by_id, row.at = ticket.number, actor.id, clock.now()
    session.add(row)
    session.flush()
    note(session, ticket, "restricted", actor, restriction=row.id, what=row.kind)
    grant_held(session, actor, ticket, actor.id, OWN_REASON)
