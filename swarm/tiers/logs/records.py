"""The rows of a folded case, as plain dictionaries for bulk writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from swarm import clock
from swarm.tiers.logs.cases import Case, Draft, as_moment, digest
from swarm.tiers.logs.rows import Event

Row = dict[str, Any]
PersonOf = Callable[[str | None], int | None]
TierOf = Callable[[str | None, int | None], str]
"""The tier that a group or a person holds; "unknown" where nothing says."""


@dataclass(frozen=True)
class Found:
    """A case of the file: its name there, its first line, and the history in its events."""

    name: str
    line: int
    case: Case

    @property
    def events(self) -> Sequence[Event]:
        """What it was folded from."""
        return self.case.events


@dataclass(frozen=True)
class Numbering:
    """Which number a line of the case has in the stream.

    The first `known` lines were written when the case was first read and stand at 1 …
    `known`; those that came since follow the stream's `head` of now.
    """

    known: int = 0
    head: int = 0

    def seq(self, line: int) -> int:
        """The number of the case's line `line`, counted from 0."""
        return line + 1 if line < self.known else self.head + 1 + line - self.known


def ticket(source: str, found: Found) -> Row:
    """The ticket's own row."""
    case = found.case
    return {
        "source": source,
        "external_id": found.name,
        "process": "tier",
        "summary": case.last("summary") or found.name,
        "description": case.last("description") or "",
        "priority": case.last("priority") or "normal",
        "category": case.last("category"),
        "product": case.last("product"),
        "component": case.last("component"),
        "channel": "import",
        "status": case.status,
        "created_at": case.opened,
        "updated_at": case.last_at,
        "solved_at": case.solved,
        "closed_at": case.closed,
        "reopened": case.reopened,
    }


def lines(number: int, case: Case, numbering: Numbering, person: PersonOf) -> list[Row]:
    """The activity lines that are not written yet."""
    return [
        {
            "stream": f"tickets/{number}",
            "seq": numbering.seq(place),
            "kind": draft.kind,
            "actor_id": person(draft.actor),
            "at": draft.at,
            "data": _facts(draft, person),
        }
        for place, draft in enumerate(case.lines)
        if place >= numbering.known
    ]


def _facts(draft: Draft, person: PersonOf) -> Row:
    return draft.data if draft.owner is None else {"owner": person(draft.owner), **draft.data}


def ownerships(number: int, case: Case, person: PersonOf) -> list[Row]:
    """Who was answerable, from when to when."""
    return [
        {
            "ticket_number": number,
            "owner_id": person(stay.who),
            "how": "imported",
            "started_at": stay.start,
            "ended_at": stay.end,
            "ended_why": stay.why,
        }
        for stay in case.owners
    ]


def queue_stays(number: int, case: Case, tier_of: TierOf) -> list[Row]:
    """In whose queue it lay."""
    return [
        {
            "ticket_number": number,
            "group_name": stay.who,
            "tier": tier_of(stay.who, None),
            "started_at": stay.start,
            "ended_at": stay.end,
        }
        for stay in case.queues
    ]


def touches(
    number: int, case: Case, numbering: Numbering, person: PersonOf, tier_of: TierOf
) -> list[Row]:
    """Every stretch of work. How long one took cannot be told from changes of status."""
    return [
        {
            "ticket_number": number,
            "person_id": person(work.actor),
            "group_name": work.group,
            "stream": f"tickets/{number}",
            "first_seq": numbering.seq(work.first_line),
            "last_seq": numbering.seq(work.last_line),
            "started_at": work.start,
            "ended_at": work.end,
            "minutes": None,
            "measured": "status",
            "tier_of_work": work.tier or "unknown",
            "reason": "The desk of origin says so." if work.tier else "",
            "tier_of_person": tier_of(work.group, person(work.actor)),
        }
        for work in case.touches
    ]


def figure(number: int, case: Case) -> Row:
    """What the desk of origin itself counted."""
    return {
        "ticket_number": number,
        "reassignments": case.last("reassignments"),
        "reopens": case.last("reopens"),
        "sla_kept": case.last("sla_kept"),
        "opened_at": as_moment(next((e.opened for e in case.events if e.opened is not None), None)),
        "resolved_at": as_moment(case.last("resolved")),
    }


def mark(number: int, case: Case) -> Row:
    """What was read of the case."""
    return {
        "ticket_number": number,
        "events": len(case.events),
        "lines": len(case.lines),
        "digest": digest(case.events),
        "imported_at": clock.now(),
    }
