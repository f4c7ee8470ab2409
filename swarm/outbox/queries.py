"""What became of what was to leave the desk: for administrators, and for whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.outbox.tables import Outgoing
from swarm.paging import decode, encode
from swarm.people.refs import PersonRef, refs

Way = Literal["mail", "push"]
State = Literal["waiting", "sending", "sent", "void", "dead"]


class OutgoingCard(BaseModel):
    """One mail or push, without its words. `doubtful`: it may have arrived more than once."""

    id: int
    way: Way
    kind: str
    person: PersonRef
    state: State
    tries: int
    failure: str
    doubtful: bool
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None


class OutgoingPage(BaseModel):
    """The outbox, newest first, and how much of it is in each state."""

    items: list[OutgoingCard]
    next: str | None
    counts: dict[str, int]


class WayCard(BaseModel):
    """By which way something went to its person, how far it is, and since when."""

    way: Way
    state: State
    at: datetime


_BEST: tuple[State, ...] = ("sent", "sending", "waiting", "dead", "void")


def list_outgoing(
    session: Session, *, state: State | None = None, cursor: str | None = None, limit: int = 50
) -> OutgoingPage:
    """A page of the outbox. Raises Invalid for a cursor that is none."""
    query = select(Outgoing).order_by(Outgoing.id.desc()).limit(limit + 1)
    if state is not None:
        query = query.where(Outgoing.state == state)
    if cursor is not None:
        (last,) = decode(cursor, int)
        query = query.where(Outgoing.id < last)
    rows = session.scalars(query).all()
    names = refs(session, [row.person_id for row in rows])
    counts = session.execute(
        select(Outgoing.state, func.count().label("rows")).group_by(Outgoing.state)
    )
    return OutgoingPage(
        items=[
            OutgoingCard.model_validate(
                {
                    **{name: getattr(row, name) for name in _COPIED},
                    "person": names[row.person_id],
                }
            )
            for row in rows[:limit]
        ],
        next=encode(rows[limit - 1].id) if len(rows) > limit else None,
        counts={row.state: row.rows for row in counts},
    )


_COPIED = tuple(name for name in OutgoingCard.model_fields if name != "person")


def ways_of(session: Session, things: Iterable[str]) -> dict[str, list[WayCard]]:
    """By which ways each of `things` (`invitations/7`) was told; of several browsers the best."""
    rows = session.scalars(
        select(Outgoing).where(Outgoing.about.in_(list(things))).order_by(Outgoing.id)
    )
    found: dict[str, dict[str, WayCard]] = {}
    for row in rows:
        card = WayCard.model_validate(
            {"way": row.way, "state": row.state, "at": row.settled_at or row.created_at}
        )
        ways = found.setdefault(row.about, {})
        other = ways.get(row.way)
        if other is None or _BEST.index(card.state) <= _BEST.index(other.state):
            ways[row.way] = card
    return {about: list(ways.values()) for about, ways in found.items()}
