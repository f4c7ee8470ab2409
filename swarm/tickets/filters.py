"""Which tickets a list holds, as conditions of a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from swarm.people.tables import Person, Role
from swarm.tickets.states import ENDED, LIVE
from swarm.tickets.tables import Ownership, Tag, Ticket

Column = InstrumentedAttribute[Any]

NOBODY = 0
"""As `owner`: tickets that nobody is answerable for."""


@dataclass(frozen=True)
class Filter:
    """What is asked for; what is None is not asked for. Times are inclusive at their start only.

    `owner` is a person's id (of the present owner, or the last of an ended ticket) or NOBODY.
    """

    q: str = ""
    status: tuple[str, ...] = ()
    owner: int | None = None
    team: int | None = None
    product: str | None = None
    component: str | None = None
    category: str | None = None
    priority: tuple[str, ...] = ()
    tag: str | None = None
    requester: int | None = None
    process: str | None = None
    source: str | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    solved_from: datetime | None = None
    solved_to: datetime | None = None


def conditions(actor: Person, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions of `wanted`, and that `actor` may see the ticket."""
    found = [visible_to(actor)]
    found += [column == value for column, value in _equal(wanted) if value is not None]
    found += [column >= value for column, value in _from(wanted) if value is not None]
    found += [column < value for column, value in _to(wanted) if value is not None]
    if wanted.status:
        found.append(Ticket.status.in_(wanted.status))
    if wanted.priority:
        found.append(Ticket.priority.in_(wanted.priority))
    if wanted.tag is not None:
        tagged = select(Tag.ticket_number).where(Tag.name == wanted.tag)
        found.append(Ticket.number.in_(tagged))
    if wanted.owner == NOBODY:
        found += [Ticket.status.in_(LIVE), ~is_owned()]
    elif wanted.owner is not None:
        found.append(Ticket.number.in_(_last_owned_by(wanted.owner)))
        # A live ticket that its last owner gave away has none, as `access.owners_of` says.
        found.append(or_(Ticket.status.in_(ENDED), is_owned()))
    return found


def visible_to(actor: Person) -> ColumnElement[bool]:
    """The same rule as `access.may_see`, for many tickets."""
    if actor.staff:
        return Ticket.number > 0
    if actor.role == Role.REQUESTER:
        return Ticket.requester_id == actor.id
    return Ticket.number < 0


def is_owned() -> ColumnElement[bool]:
    """Whether somebody is answerable now."""
    return (
        select(Ownership.id)
        .where(Ownership.ticket_number == Ticket.number, Ownership.ended_at.is_(None))
        .exists()
    )


def _last_owned_by(person: int) -> Select[int]:
    newer = aliased(Ownership)
    last = (
        select(func.max(newer.id))
        .where(newer.ticket_number == Ownership.ticket_number)
        .scalar_subquery()
    )
    return select(Ownership.ticket_number).where(Ownership.owner_id == person, Ownership.id == last)


def _equal(wanted: Filter) -> list[tuple[Column, object]]:
    return [
        (Ticket.team_id, wanted.team),
        (Ticket.product, wanted.product),
        (Ticket.component, wanted.component),
        (Ticket.category, wanted.category),
        (Ticket.requester_id, wanted.requester),
        (Ticket.process, wanted.process),
        (Ticket.source, wanted.source),
    ]


def _from(wanted: Filter) -> list[tuple[Column, object]]:
    return [
        (Ticket.created_at, wanted.created_from),
        (Ticket.solved_at, wanted.solved_from),
    ]


def _to(wanted: Filter) -> list[tuple[Column, object]]:
    return [(Ticket.created_at, wanted.created_to), (Ticket.solved_at, wanted.solved_to)]
