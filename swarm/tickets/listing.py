"""Lists of tickets: filters, sorts, and keyset pages that stay fast however long the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.paging import decode, encode
from swarm.people.tables import Person, Role
from swarm.tickets.filters import Filter, conditions
from swarm.tickets.rows import TicketRow, rows_of
from swarm.tickets.search import (
    holds_signs,
    in_one_reply,
    in_own_text,
    ranked,
    snippet_of,
    words_of,
)
from swarm.tickets.tables import Priority, Ticket

MOST = 100
URGENT_FIRST = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)


class TicketRows(BaseModel):
    """A page of a list; `next` is the cursor of the page after it, None at the end."""

    items: list[TicketRow]
    next: str | None


@dataclass(frozen=True)
class Stretch:
    """A part of a sorted list that one index gives in order: what it holds, and its key."""

    where: tuple[ColumnElement[bool], ...]
    key: Any
    kind: type = datetime


def list_tickets(
    session: Session,
    actor: Person,
    wanted: Filter,
    *,
    sort: str = "updated",
    direction: str = "desc",
    cursor: str | None = None,
    limit: int = 50,
) -> TicketRows:
    """One page of the tickets that `actor` may see and that `wanted` describes.

    Where a person searches and names no sort of their own, `relevance` is the one to ask for;
    it falls back to `updated` without words. Raises Invalid for a cursor of another list.
    """
    words = words_of(wanted.q)
    if sort == "relevance" and not words:
        sort = "updated"
    sqlite = session.get_bind().dialect.name == "sqlite"
    where = [*conditions(actor, wanted)]
    if wanted.q.strip() and not words:
        where.append(holds_signs(wanted.q.strip()))
    if sort == "relevance":
        stretches = _by_relevance(actor, words, wanted.q, where, sqlite=sqlite)
        direction = "asc"
    else:
        if words:
            where.append(_found(actor, words, wanted.q, sqlite=sqlite))
        stretches = _stretches(sort, direction)
    page = _read(session, f"{sort} {direction}", stretches, where, cursor, min(limit, MOST))
    tickets, after = page
    rows = rows_of(session, actor, tickets)
    if words:
        for row, ticket in zip(rows, tickets, strict=True):
            row.snippet = snippet_of(words, ticket.description)
    return TicketRows(items=rows, next=after)


def _found(actor: Person, words: list[str], query: str, *, sqlite: bool) -> ColumnElement[bool]:
    notes = actor.role != Role.REQUESTER
    found = or_(in_own_text(words, sqlite=sqlite), in_one_reply(words, sqlite=sqlite, notes=notes))
    number = _number_in(query)
    return found if number is None else or_(found, Ticket.number == number)


def _number_in(query: str) -> int | None:
    """The number of the ticket that is meant, where the query is nothing but a number."""
    number = query.strip().removeprefix("#")
    meant = number.isascii() and number.isdigit() and len(number) < 10
    return int(number) if meant else None


def _stretches(sort: str, direction: str) -> list[Stretch]:
    if sort == "priority":
        order = URGENT_FIRST if direction == "desc" else URGENT_FIRST[::-1]
        return [Stretch((Ticket.priority == str(one),), Ticket.updated_at) for one in order]
    if sort == "due":
        return [
            Stretch((Ticket.due_at.is_not(None),), Ticket.due_at),
            Stretch((Ticket.due_at.is_(None),), Ticket.updated_at),
        ]
    return [Stretch((), Ticket.created_at if sort == "created" else Ticket.updated_at)]


def _by_relevance(
    actor: Person,
    words: list[str],
    query: str,
    where: list[ColumnElement[bool]],
    *,
    sqlite: bool,
) -> list[Stretch]:
    number = _number_in(query)
    others = Ticket.number != number if number is not None else Ticket.number > 0
    hits = ranked(words, where, sqlite=sqlite)
    notes = actor.role != Role.REQUESTER
    only_in_replies = and_(
        in_one_reply(words, sqlite=sqlite, notes=notes), ~in_own_text(words, sqlite=sqlite)
    )
    falling = (-Ticket.number).label("falling")
    stretches = [
        Stretch((Ticket.number == hits.c.number, others), hits.c.rank, float),
        Stretch((only_in_replies, others), falling, int),
    ]
    return [Stretch((~others,), falling, int), *stretches] if number is not None else stretches


def _read(
    session: Session,
    order: str,
    stretches: Sequence[Stretch],
    where: list[ColumnElement[bool]],
    cursor: str | None,
    limit: int,
) -> tuple[list[Ticket], str | None]:
    """Up to `limit` tickets after the cursor, one stretch after the other, and the next cursor."""
    first, after = _start(order, stretches, cursor)
    down = order.endswith("desc")
    found: list[tuple[Ticket, int, Any]] = []
    for place in range(first, len(stretches)):
        stretch = stretches[place]
        # Of tickets due at no time, the newest come first whichever way the list is sorted.
        falling = down or (order.startswith("due") and place == 1)
        position = tuple_(stretch.key, Ticket.number)
        query = select(Ticket, stretch.key).where(*where, *stretch.where)
        if after is not None:
            query = query.where(position < after if falling else position > after)
        keys = (stretch.key, Ticket.number)
        query = query.order_by(*(key.desc() for key in keys) if falling else keys)
        rows = session.execute(query.limit(limit + 1 - len(found))).all()
        found.extend((ticket, place, value) for ticket, value in rows)
        after = None
        if len(found) > limit:
            last, at, value = found[limit - 1]
            return [row[0] for row in found[:limit]], encode(order, at, value, last.number)
    return [row[0] for row in found], None


def _start(
    order: str, stretches: Sequence[Stretch], cursor: str | None
) -> tuple[int, tuple[Any, int] | None]:
    if not cursor:
        return 0, None
    for place, stretch in enumerate(stretches):
        try:
            made_for, at, value, number = decode(cursor, str, int, stretch.kind, int)
        except Invalid:
            continue
        if made_for == order and at == place and value is not None and number is not None:
            return place, (value, int(str(number)))
    raise Invalid("This page cannot be continued.", fields={"cursor": "not a cursor of this list"})
