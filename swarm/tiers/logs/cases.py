"""The events of one case become a ticket's history: lines, owners, queues and touches. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from swarm.tiers.folding import belongs
from swarm.tiers.logs.rows import Event

ENDED = frozenset({"solved", "closed"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A line to be written; `actor` and `owner` are names of the desk of origin."""

    event: int
    at: datetime
    kind: str
    actor: str | None
    data: dict[str, Any]
    owner: str | None = None


@dataclass(slots=True)
class Stay:
    """Somebody's or some group's time with the ticket; `end` None is now."""

    who: str
    start: datetime
    end: datetime | None = None
    why: str | None = None


@dataclass(slots=True)
class Work:
    """A touch by the name of its actor; lines are counted from 0 within the case."""

    actor: str | None
    group: str | None
    tier: str | None
    first_line: int
    last_line: int
    start: datetime
    end: datetime


@dataclass
class Case:
    """One case as far as its events go."""

    events: Sequence[Event]
    opened: datetime
    status: str = "new"
    cause: str = ""
    solved: datetime | None = None
    closed: datetime | None = None
    reopened: int = 0
    lines: list[Draft] = field(default_factory=list)
    owners: list[Stay] = field(default_factory=list)
    queues: list[Stay] = field(default_factory=list)
    touches: list[Work] = field(default_factory=list)

    @property
    def last_at(self) -> datetime:
        """When the case was last heard of."""
        return self.lines[-1].at

    def last(self, name: str) -> Any:
        """The last value that any event gave for `name`, None if none did."""
        values = (getattr(event, name) for event in reversed(self.events))
        return next((value for value in values if value is not None), None)


def digest(events: Sequence[Event]) -> str:
    """A fingerprint of events: the same events in the same order give the same."""
    total = hashlib.sha256()
    for event in events:
        total.update(event.pack().encode("utf-8"))
        total.update(b"\n")
    return total.hexdigest()


def as_moment(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as an aware moment."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def fold_case(events: Sequence[Event], *, resolved_known: bool, closed_known: bool) -> Case:
    """The history that `events` (in order of time, at least one) tell.

    `resolved_known`: the log has a column for the moment of the solution; then only that
    counts, and a case where it is missing has no such moment. Otherwise the last change
    into a solved or closed status is taken. `closed_known` is the same for closing.
    """
    at = datetime.fromtimestamp(events[0].at, UTC)
    opened = as_moment(next((e.opened for e in events if e.opened is not None), None))
    case = Case(events, opened or at)
    priority = case.last("priority") or "normal"
    created = {"priority": priority, "channel": "import"}
    case.lines.append(Draft(0, min(case.opened, at), "ticket_created", None, created))
    for place, event in enumerate(events):
        _take(case, place, event)
    if resolved_known:
        case.solved = as_moment(case.last("resolved"))
    if closed_known:
        case.closed = as_moment(case.last("closed"))
    return case


def _take(case: Case, place: int, event: Event) -> None:
    at = datetime.fromtimestamp(event.at, UTC)
    first = len(case.lines)

    def write(kind: str, owner: str | None = None, **data: Any) -> None:
        case.lines.append(Draft(place, at, kind, event.actor, data, owner))

    _take_group(case, event, at, write)
    _take_owner(case, event, at, write)
    _take_status(case, event, at, write)
    if case.status == "closed":
        _end_stays(case, at, write)
    if len(case.lines) == first:
        moment = at.isoformat()
        group = case.queues[-1].who if case.queues else None
        write("work_recorded", group=group, tier=event.tier, **{"from": moment, "to": moment})
    _take_work(case, event, at, first)


def _take_group(case: Case, event: Event, at: datetime, write: Any) -> None:
    before = case.queues[-1] if case.queues else None
    if event.group is None or (before and before.who == event.group):
        return
    if before:
        before.end = at
    case.queues.append(Stay(event.group, at))
    write("group_changed", **{"from": before.who if before else None, "to": event.group})


def _take_owner(case: Case, event: Event, at: datetime, write: Any) -> None:
    before = case.owners[-1] if case.owners else None
    standing = before if before and before.end is None else None
    if event.owner is None or (before and before.who == event.owner):
        return
    if standing:
        standing.end, standing.why = at, "reassigned"
        write("ownership_ended", standing.who, why="reassigned")
    case.owners.append(Stay(event.owner, at))
    write("ownership_started", event.owner, how="imported")


def _take_status(case: Case, event: Event, at: datetime, write: Any) -> None:
    if event.status is None:
        return
    before, (now, _, cause) = case.status, event.status.partition(":")
    if now == before and cause == case.cause:
        return
    case.status, case.cause = now, cause
    facts = {"cause": cause} if cause else {}
    write("status_changed", **{"from": before, "to": now}, **facts)
    if now == before:
        return
    if now in ENDED and before not in ENDED:
        case.solved = at
        write("ticket_solved", outcome=None, how="imported")
    if before in ENDED and now not in ENDED:
        case.solved = case.closed = None
        case.reopened += 1
        write("ticket_reopened")
        _resume(case, at, write)
    if now == "closed":
        case.closed = at
        write("ticket_closed")


def _end_stays(case: Case, at: datetime, write: Any) -> None:
    if case.owners and case.owners[-1].end is None:
        owner = case.owners[-1]
        owner.end, owner.why = at, "closed"
        write("ownership_ended", owner.who, why="closed")
    if case.queues and case.queues[-1].end is None:
        case.queues[-1].end = at


def _resume(case: Case, at: datetime, write: Any) -> None:
    # Closing ended the stays; who had the case before has it again.
    if case.owners and case.owners[-1].end is not None:
        case.owners.append(Stay(case.owners[-1].who, at))
        write("ownership_started", case.owners[-1].who, how="imported")
    if case.queues and case.queues[-1].end is not None:
        case.queues.append(Stay(case.queues[-1].who, at))


def _take_work(case: Case, event: Event, at: datetime, first: int) -> None:
    group = event.group or (case.queues[-1].who if case.queues else None)
    if event.actor is None and group is None:
        return
    last = len(case.lines) - 1
    for work in reversed(case.touches):
        if work.actor == event.actor:
            same = work.group == group and work.tier == event.tier
            if same and belongs(work.start, work.end, at):
                work.last_line, work.end = last, at
                return
            break
    case.touches.append(Work(event.actor, group, event.tier, first, last, at, at))
