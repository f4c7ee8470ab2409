"""The shapes in which a room's queue is answered."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from swarm.people.refs import PersonRef
from swarm.tickets.rows import TicketRow


class PickCard(BaseModel):
    """A decision: `taken` (by `by`), `offered` (to `to`), `swarmed` (in `swarm`), `left` (`why`).

    `answer` is that of the person to whom it was offered, None while they have not answered;
    `handover` the offer itself.
    """

    id: int
    decision: str
    by: PersonRef
    at: datetime
    why: str
    to: PersonRef | None
    answer: str | None
    handover: int | None
    swarm: int | None


class QueuedTicket(BaseModel):
    """A ticket to be picked over. `pick` is the last decision on it here, where it waits again;
    `can` says what the reader may decide."""

    ticket: TicketRow
    pick: PickCard | None
    can: dict[str, bool]


class DecidedTicket(BaseModel):
    """A ticket that was picked over, and the decision that stands."""

    ticket: TicketRow
    pick: PickCard
    can: dict[str, bool]


class Counts(BaseModel):
    """How many tickets wait here, and how many were taken, swarmed and left."""

    waiting: int
    taken: int
    swarmed: int
    left: int


class Queue(BaseModel):
    """What a dispatch or backlog room has before it and behind it.

    `waiting` are the most pressing first, at most 100 of `counts.waiting`; `decided` the newest
    decision first, at most 200. `rule` says in words which tickets wait.
    """

    rule: str
    counts: Counts
    waiting: list[QueuedTicket]
    decided: list[DecidedTicket]
