"""A ticket as it comes from elsewhere, with its history. Plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from swarm.tickets.tables import Priority, Status


@dataclass(frozen=True)
class ImportedOwner:
    """Who was answerable from when to when; the last one may be open on a ticket that is."""

    person_id: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class ImportedReply:
    """A public reply or a note, with its author where that is known."""

    author_id: int | None
    public: bool
    body: str
    at: datetime


@dataclass(frozen=True)
class ImportedLine:
    """A further line of the ticket's stream: `work_recorded`, `group_changed`, `swarm_opened` …"""

    kind: str
    at: datetime
    actor: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportedTicket:
    """One ticket of a source. `(source, external_id)` is what makes importing safe to repeat.

    `swarm_id` is the swarm that solved it. `next_word_by` counts for a live, owned ticket
    only; without it the target's time runs from the moment of the import.
    """

    source: str
    external_id: str
    summary: str
    created_at: datetime
    description: str = ""
    requester_id: int | None = None
    created_by: int | None = None
    team_id: int | None = None
    product: str | None = None
    component: str | None = None
    category: str | None = None
    priority: str = Priority.NORMAL
    channel: str = "import"
    process: str = "swarm"
    status: str = Status.CLOSED
    updated_at: datetime | None = None
    first_response_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    next_word_by: datetime | None = None
    reopened: int = 0
    tags: Sequence[str] = ()
    demo: bool = False
    owners: Sequence[ImportedOwner] = ()
    replies: Sequence[ImportedReply] = ()
    cause: str = ""
    fix: str = ""
    swarm_id: int | None = None
    rating: int | None = None
    history: Sequence[ImportedLine] = ()
