"""Free words on a ticket."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.tickets.access import check_staff, hold
from swarm.tickets.states import check_not_closed
from swarm.tickets.tables import Tag, Ticket
from swarm.tickets.telling import note

LONGEST = 40
_TAG = re.compile(r"[\w.+#-]+\Z")


def plain_tag(name: str) -> str:
    """A tag as it is kept: lower case, blanks as dashes. Raises Invalid for anything else."""
    tag = re.sub(r"\s+", "-", name.strip().lower())
    if not _TAG.match(tag) or len(tag) > LONGEST:
        raise Invalid(
            "A tag is made of letters, digits and . + # - _, 40 at most.",
            fields={"tag": "letters, digits and . + # - _"},
        )
    return tag


def add_tag(session: Session, actor: Person, ticket: Ticket, name: str) -> None:
    """Put a tag on the ticket; one that is there already changes nothing."""
    check_staff(actor)
    tag = plain_tag(name)
    hold(session, ticket)
    check_not_closed(ticket.status)
    if session.get(Tag, (ticket.number, tag)) is None:
        session.add(Tag(ticket_number=ticket.number, name=tag))
        note(session, ticket, "tag_added", actor, tag=tag)


def remove_tag(session: Session, actor: Person, ticket: Ticket, name: str) -> None:
    """Take a tag off; one that is not there changes nothing."""
    check_staff(actor)
    hold(session, ticket)
    check_not_closed(ticket.status)
    row = session.get(Tag, (ticket.number, plain_tag(name)))
    if row is not None:
        session.delete(row)
        note(session, ticket, "tag_removed", actor, tag=row.name)
