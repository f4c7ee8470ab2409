"""Folded cases into the database, many at a time; what is there already is not doubled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Base
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.logs import records
from swarm.tiers.logs.cases import digest
from swarm.tiers.logs.names import Names
from swarm.tiers.logs.records import Found, Numbering, TierOf
from swarm.tiers.tables import ImportedCase, QueueStay, SourceFigure, Touch

Written = Callable[[Session, Sequence[int]], object]
"""Told, in their transaction, which tickets were written."""


@dataclass
class Counts:
    """What became of the cases; `refused` holds case, line and reason."""

    imported: int = 0
    continued: int = 0
    unchanged: int = 0
    refused: list[tuple[str, int, str]] = field(default_factory=list)


class Loader:
    """Writes the cases of one source."""

    def __init__(
        self,
        source: str,
        names: Names,
        tier_of: TierOf,
        map_version: int | None = None,
        written: Written = lambda _session, _numbers: None,
    ) -> None:
        self.source = source
        self.map_version = map_version
        self.names = names
        self.tier_of = tier_of
        self.counts = Counts()
        self._written = written
        self._changed: list[int] = []

    def load(self, session: Session, batch: Sequence[Found]) -> None:
        """Write one batch in the caller's transaction."""
        self.names.learn(
            session, (name for found in batch for e in found.events for name in (e.actor, e.owner))
        )
        there = self._there(session, [found.name for found in batch])
        self._create(session, [found for found in batch if found.name not in there])
        for found in batch:
            if found.name in there:
                self._meet_again(session, found, there[found.name])
        self._written(session, self._changed)
        self._changed = []

    def _there(self, session: Session, cases: list[str]) -> dict[str, Any]:
        rows = session.execute(
            select(
                Ticket.external_id,
                Ticket.number,
                ImportedCase.events,
                ImportedCase.lines,
                ImportedCase.digest,
            )
            .outerjoin(ImportedCase, ImportedCase.ticket_number == Ticket.number)
            .where(Ticket.source == self.source, Ticket.external_id.in_(cases))
        )
        return {str(row.external_id): row for row in rows}

    def _create(self, session: Session, batch: list[Found]) -> None:
        if not batch:
            return
        numbers = session.scalars(
            insert(Ticket).returning(Ticket.number, sort_by_parameter_order=True),
            [records.ticket(self.source, found) for found in batch],
        ).all()
        pairs = [(n, found.case) for n, found in zip(numbers, batch, strict=True)]
        person, fresh = self.names.person, Numbering()
        _write(session, Stream, [{"name": f"tickets/{n}", "head": len(c.lines)} for n, c in pairs])
        _write(
            session, ActivityLine, [r for n, c in pairs for r in records.lines(n, c, fresh, person)]
        )
        _write(session, ImportedCase, [records.mark(n, c) for n, c in pairs])
        _write(session, SourceFigure, [records.figure(n, c) for n, c in pairs])
        _write(session, Ownership, [r for n, c in pairs for r in records.ownerships(n, c, person)])
        _write(
            session,
            QueueStay,
            [r for n, c in pairs for r in records.queue_stays(n, c, self.tier_of)],
        )
        _write(
            session,
            Touch,
            [
                r | {"map_version": self.map_version}
                for n, c in pairs
                for r in records.touches(n, c, fresh, person, self.tier_of)
            ],
        )
        self.counts.imported += len(batch)
        self._changed += numbers

    def _meet_again(self, session: Session, found: Found, row: Any) -> None:
        if row.digest is None:
            return self._refuse(found, f"ticket {row.number} came here in another way")
        if digest(found.events[: row.events]) != row.digest:
            return self._refuse(found, "its earlier events differ from those imported before")
        if len(found.events) == row.events:
            self.counts.unchanged += 1
            return None
        if _worked_on(session, row.number, row.lines):
            return self._refuse(found, f"ticket {row.number} was worked on here since")
        self._go_on(session, found, row)
        self.counts.continued += 1
        self._changed.append(row.number)
        return None

    def _refuse(self, found: Found, why: str) -> None:
        self.counts.refused.append((found.name, found.line, why))

    def _go_on(self, session: Session, found: Found, row: Any) -> None:
        number, case, person = row.number, found.case, self.names.person
        stream = f"tickets/{number}"
        head = session.scalars(
            select(Stream.head).where(Stream.name == stream).with_for_update()
        ).one()
        numbering = Numbering(row.lines, head)
        new = records.lines(number, case, numbering, person)
        _write(session, ActivityLine, new)
        session.execute(update(Stream).where(Stream.name == stream).values(head=head + len(new)))
        session.execute(
            update(Ticket)
            .where(Ticket.number == number)
            .values(**records.ticket(self.source, found))
        )
        for table, values in (
            (ImportedCase, records.mark(number, case)),
            (SourceFigure, records.figure(number, case)),
        ):
            session.execute(update(table).where(table.ticket_number == number).values(**values))
        session.execute(delete(Ownership).where(Ownership.ticket_number == number))
        session.execute(delete(QueueStay).where(QueueStay.ticket_number == number))
        _write(session, Ownership, records.ownerships(number, case, person))
        _write(session, QueueStay, records.queue_stays(number, case, self.tier_of))
        self._renew_touches(
            session, number, records.touches(number, case, numbering, person, self.tier_of)
        )

    def _renew_touches(self, session: Session, number: int, rows: list[dict[str, Any]]) -> None:
        # A touch may carry a manager's override: it is lengthened, never replaced.
        kept = set(session.scalars(select(Touch.first_seq).where(Touch.ticket_number == number)))
        for row in rows:
            if row["first_seq"] in kept:
                session.execute(
                    update(Touch)
                    .where(Touch.ticket_number == number, Touch.first_seq == row["first_seq"])
                    .values(last_seq=row["last_seq"], ended_at=row["ended_at"])
                )
        new = [row for row in rows if row["first_seq"] not in kept]
        _write(session, Touch, [row | {"map_version": self.map_version} for row in new])


def _worked_on(session: Session, number: int, lines: int) -> bool:
    """Whether anybody did more here than correct a tier since the case was read."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    ActivityLine.stream == f"tickets/{number}",
                    ActivityLine.seq > lines,
                    ActivityLine.kind.not_in(("touch_overridden", "override_undone")),
                )
            )
        )
    )


def _write(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)
