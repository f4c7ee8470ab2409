"""What was loaded a moment ago, kept as long as the activity has not moved on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.tables import Stream
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts, load_facts
from swarm.reports.ledger import Work, load_work
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import Touch

KEPT = 6
LONGEST = timedelta(seconds=60)
"""Open tickets grow older while nothing happens: facts are not kept longer than this."""

Key = tuple[str, Cohort]


@dataclass(frozen=True)
class Kept:
    """What was loaded for one cohort, when, and where the activity stood."""

    head: tuple[Any, ...]
    at: datetime
    facts: Facts
    work: list[Work]


# Threads share it without a lock: every step on it is one step of the interpreter.
_kept: dict[Key, Kept] = {}


def recall(session: Session, cohort: Cohort) -> Kept:
    """Facts and work of `cohort`: of a moment ago when no line was written since, else anew."""
    key = (str(session.connection().engine.url), cohort)
    head, now = _head(session), clock.now()
    found = _kept.get(key)
    if found and found.head == head and timedelta() <= now - found.at < LONGEST:
        return found
    fresh = Kept(head, now, load_facts(session, cohort), load_work(session, cohort))
    _kept.pop(key, None)
    _kept[key] = fresh
    for oldest in list(_kept)[:-KEPT]:
        _kept.pop(oldest, None)
    return fresh


def _head(session: Session) -> tuple[Any, ...]:
    """Grows with every line; touches are made a little after the lines that they come from."""
    lines = session.execute(select(func.sum(Stream.head), func.count(Stream.name))).one()
    tickets = session.scalar(select(func.count()).select_from(Ticket))
    touches = session.execute(select(func.count(), func.max(Touch.ended_at))).one()
    return (*lines, tickets, *touches)
