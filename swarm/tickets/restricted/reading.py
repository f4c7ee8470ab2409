"""What is restricted of a ticket, as one person may have it: words with a grant, else a place."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role
from swarm.tickets.access import open_ownership
from swarm.tickets.restricted.grants import is_granted
from swarm.tickets.restricted.restricting import standing_restrictions
from swarm.tickets.restricted.tables import Grant, Restriction
from swarm.tickets.tables import Attachment, Ticket


class RestrictedItem(BaseModel):
    """Something restricted: a `field`, a `value` or an `attachment`, and what it says with a grant.

    `name` of an attachment is its id; of a file the value is its name.
    """

    id: int
    kind: str
    name: str
    value: str | None


class GrantCard(BaseModel):
    """Who may read it, why, and by whom."""

    person: PersonRef
    reason: str
    by: PersonRef
    at: datetime


class Restricted(BaseModel):
    """All that is restricted of a ticket. `ask` is whom to ask for a grant, None: a manager.

    Grants are told to those who have one and to those who may give one.
    """

    items: list[RestrictedItem]
    granted: bool
    ask: PersonRef | None
    grants: list[GrantCard]
    can: dict[str, bool]


def read_restricted(session: Session, actor: Person, ticket: Ticket) -> Restricted:
    """What is restricted of a ticket that the actor may see, or whose room they are in.

    Guests without a grant learn nothing, not even that there is something.
    """
    granted = is_granted(session, actor, ticket.number)
    if actor.role == Role.GUEST and not granted:
        return Restricted(items=[], granted=False, ask=None, grants=[], can={})
    rows = standing_restrictions(session, ticket.number)
    ownership = open_ownership(session, ticket.number)
    owns = ownership is not None and ownership.owner_id == actor.id
    gives = actor.staff and (actor.manages or owns)
    found = _grants(session, ticket.number) if gives or granted else []
    owner = ownership.owner_id if ownership else None
    people = [owner, *(one for grant in found for one in (grant.person_id, grant.by_id))]
    names = refs(session, people)
    return Restricted(
        items=[_item(session, row, granted=granted) for row in rows],
        granted=granted,
        ask=names[owner] if owner is not None else None,
        grants=[
            GrantCard(
                person=names[one.person_id], reason=one.reason, by=names[one.by_id], at=one.at
            )
            for one in found
        ],
        can={"restrict": gives, "grant": gives},
    )


def _item(session: Session, row: Restriction, *, granted: bool) -> RestrictedItem:
    value = row.value
    if granted and row.attachment_id is not None:
        value = session.get_one(Attachment, row.attachment_id).name
    return RestrictedItem(id=row.id, kind=row.kind, name=row.name, value=value if granted else None)


def _grants(session: Session, number: int) -> list[Grant]:
    rows = session.scalars(
        select(Grant)
        .where(Grant.ticket_number == number, Grant.ended_at.is_(None))
        .order_by(Grant.at, Grant.id)
    )
    return list(rows)
