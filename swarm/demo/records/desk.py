"""What every deed on a ticket does to its rows and streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from swarm import markdown
from swarm.demo.records.ledger import Ledger, Row
from swarm.demo.shapes import DemoTicket
from swarm.people.tables import Person, Team
from swarm.tickets.clocks import follow_step, promise_word, target_of
from swarm.tickets.tables import Ownership, Priority, Status, Ticket
from swarm.tiers.holders import Holders

# Many people say the same words.
render = lru_cache(maxsize=20_000)(markdown.render)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what stands in the database already: people, teams and skills of the demo.

    `called` maps a component to the ids of the skills that go by its name; `holders` says
    who holds which tier.
    """

    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    skills: Mapping[str, int]
    called: Mapping[str, tuple[int, ...]]
    holders: Holders


@dataclass(slots=True)
class Held:
    """A ticket while its deeds are recorded."""

    row: Ticket
    told: DemoTicket
    owner: Row | None = None
    last_owner: int = 0
    outcome: Row | None = None
    rating: Row | None = None
    queue: Row | None = None
    needs: list[int] = field(default_factory=list)
    offered: dict[str, Row] = field(default_factory=dict)


class DeskRecords:
    """Keeps the tickets whose deeds are recorded; `at` is the moment of the deed."""

    def __init__(self, ledger: Ledger, cast: Cast) -> None:
        self.ledger = ledger
        self.session = ledger.session
        self.cast = cast
        self.at: datetime
        self.held: dict[str, Held] = {}
        self.numbers: dict[str, int] = {}
        # The clocks ask the session for these; while they are held here it need not look.
        self._pinned = [target_of(self.session, priority) for priority in Priority]

    def id_of(self, key: str) -> int:
        """The id of a person of the demo."""
        return self.cast.people[key].id

    def line(self, stream: str, kind: str, actor: int | None, /, **data: Any) -> int:
        """The next line of a stream, now."""
        return self.ledger.line(stream, kind, actor, self.at, **data)

    def note(self, held: Held, kind: str, actor: int | None, /, **data: Any) -> int:
        """The next line of the ticket's own stream."""
        held.row.updated_at = self.at
        return self.line(f"tickets/{held.row.number}", kind, actor, **data)

    def tell(self, person: int | None, kind: str, actor: int | None, /, **data: Any) -> None:
        """A line on a person's stream, unless they did it themselves."""
        if person is not None and person != actor:
            self.line(f"people/{person}", kind, actor, **data)

    def change_owner(self, held: Held, actor: int, owner: int, how: str, why: str) -> None:
        """`change_owner`."""
        self.end_ownership(held, actor, why)
        held.owner = self.ledger.add_numbered(
            Ownership,
            ticket_number=held.row.number,
            owner_id=owner,
            how=how,
            started_at=self.at,
            ended_at=None,
            ended_why=None,
        )
        held.last_owner = owner
        self.note(held, "ownership_started", actor, owner=owner, how=how)
        promise_word(self.session, held.row, self.at)
        if held.row.status == Status.NEW:
            self.move(held, actor, Status.OPEN)
        else:
            self.tell_requester(held, actor)

    def end_ownership(self, held: Held, actor: int, why: str) -> None:
        """`end_ownership`."""
        if held.owner is not None:
            held.owner.update(ended_at=self.at, ended_why=why)
            owner = held.owner["owner_id"]
            self.note(held, "ownership_ended", actor, owner=owner, why=why)
            held.owner = None

    def move(self, held: Held, actor: int, status: Status) -> None:
        """`move_ticket`."""
        start = held.row.status
        held.row.status = str(status)
        follow_step(self.session, held.row, start, self.at)
        self.note(held, "status_changed", actor, **{"from": str(start), "to": str(status)})
        self.tell_requester(held, actor)

    def tell_requester(self, held: Held, actor: int) -> None:
        """`tell_requester`."""
        row = held.row
        facts = {"ticket": row.number, "status": str(row.status)}
        self.tell(row.requester_id, "ticket_moved", actor, **facts)

    def leave_queue(self, held: Held) -> None:
        """`leave_queue`."""
        if held.queue is not None:
            held.queue["ended_at"] = self.at
            held.queue = None

    def solved(self, held: Held) -> None:
        """What listeners do when a ticket was solved."""

    def reopened(self, held: Held, actor: int) -> None:
        """What listeners do when a ticket was reopened."""
