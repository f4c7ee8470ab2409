"""What was read a moment ago, kept as long as no figure has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from swarm import clock
from swarm.reports.aggregates.parts import Part
from swarm.reports.aggregates.reading import look, read_part
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts, facts_of

KEPT = 6
MOST_TICKETS = 1_500_000
LONGEST = timedelta(seconds=60)
"""Open tickets grow older while nothing happens: facts are not kept longer than this."""

Key = tuple[str, Cohort]


@dataclass(frozen=True)
class Kept:
    """What was read for one cohort, when, and where the figures stood."""

    mark: tuple[int, int, int] | None
    at: datetime
    part: Part
    facts: Facts


# Threads share it without a lock: every step on it is one step of the interpreter.
_kept: dict[Key, Kept] = {}


def recall(session: Session, cohort: Cohort) -> Kept:
    """The facts of `cohort`: of a moment ago when no figure changed since, else anew."""
    key = (str(session.connection().engine.url), cohort)
    at, now = look(session), clock.now()
    found = _kept.get(key)
    if found and found.mark == at.mark is not None and timedelta() <= now - found.at < LONGEST:
        return found
    part = read_part(session, cohort, at)
    fresh = Kept(at.mark, now, part, facts_of(part, now))
    _kept.pop(key, None)
    _kept[key] = fresh
    _forget(key[0], at.mark)
    return fresh


def _forget(url: str, mark: tuple[int, int, int] | None) -> None:
    """Keep the newest few of the figures as they are now, and not more tickets than fit."""
    for key, one in list(_kept.items()):
        # It will not be asked for again, and holds columns of all tickets as they were.
        if key[0] == url and one.mark != mark:
            _kept.pop(key, None)
    held = 0
    for place, (key, one) in enumerate(reversed(list(_kept.items()))):
        held += len(one.part)
        if place >= KEPT or (place and held > MOST_TICKETS):
            _kept.pop(key, None)


def forget_all() -> None:
    """Remember no selection: for measuring."""
    _kept.clear()
