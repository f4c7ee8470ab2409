"""Ended tickets as they looked when they came in, and what became of each.

What changes while work goes on would tell the end: owner, team and queue are not read, and a field
that somebody changed later counts as missing, since what it said at first is not on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.matching.intake.cases import MISSING, Case
from swarm.reports.aggregates.touches import newest_words
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.rules import UNKNOWN
from swarm.tiers.tables import QueueStay, Touch

MOST_CASES = 8_000
"""So many of the newest ended tickets are learned from."""

FIELDS = ("product", "component", "category", "priority", "channel", "source", "requester_id")


def case_of(ticket: Ticket, changed: Collection[str] = ()) -> Case:
    """A ticket as it says what it is; fields that were `changed` since it came say nothing."""
    values = {
        name: None if name.removesuffix("_id") in changed else getattr(ticket, name)
        for name in FIELDS
    }
    ended = ticket.solved_at or ticket.closed_at
    return Case(
        id=str(ticket.number),
        at=ticket.created_at.timestamp(),
        fields={name: MISSING if value is None else str(value) for name, value in values.items()},
        ended_at=None if ended is None else ended.timestamp(),
    )


def count_ended(session: Session) -> int:
    """How many tickets of the desk were ever solved: grows with what can be learned."""
    counted = select(func.count()).select_from(Ticket).where(Ticket.solved_at.is_not(None))
    return session.scalar(counted) or 0


def read_cases(session: Session) -> list[Case]:
    """The newest tickets that ended, oldest first."""
    newest = session.scalars(
        select(Ticket)
        .where(Ticket.solved_at.is_not(None))
        .order_by(Ticket.number.desc())
        .limit(MOST_CASES)
    ).all()
    changed = _changed_later(session, newest)
    return [case_of(ticket, changed[f"tickets/{ticket.number}"]) for ticket in reversed(newest)]


def _changed_later(session: Session, tickets: Collection[Ticket]) -> defaultdict[str, set[str]]:
    """The fields that were changed after each ticket came in, by its stream."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    if not tickets:
        return found
    lines = session.execute(
        select(ActivityLine.stream, ActivityLine.data).where(
            ActivityLine.kind == "ticket_changed",
            ActivityLine.at >= min(ticket.created_at for ticket in tickets),
        )
    )
    for stream, data in lines:
        found[stream].update(data["fields"])
    return found


def read_passed_on(session: Session) -> set[int]:
    """Tickets that had more than one owner, or more than one group."""
    owners = select(Ownership.ticket_number, Ownership.owner_id)
    queues = select(QueueStay.ticket_number, QueueStay.group_name)
    return _several(session.execute(owners)) | _several(session.execute(queues))


def _several(stays: Iterable[tuple[int, object]]) -> set[int]:
    held: dict[int, set[object]] = defaultdict(set)
    for ticket, holder in stays:
        held[ticket].add(holder)
    return {ticket for ticket, holders in held.items() if len(holders) > 1}


def read_tiers(session: Session) -> dict[int, str]:
    """The tier of the work that resolved each ticket, where that is known.

    As reports tell it: of the last work of a known tier among that which resolved it, or among
    all where none is known to have done so; a correction counts.
    """
    word = newest_words()
    tier = func.coalesce(word.c.tier_of_work, Touch.tier_of_work)
    rows = session.execute(
        select(Touch.ticket_number, tier, Touch.resolving)
        .outerjoin(word, word.c.touch_id == Touch.id)
        .order_by(Touch.resolving, Touch.ended_at, Touch.id)
    )
    found: dict[int, str] = {}
    resolved: set[int] = set()
    for number, said, resolving in rows:
        if resolving and number not in resolved:
            resolved.add(number)
            found.pop(number, None)
        if said != UNKNOWN:
            found[number] = said
    return found
