"""What reports need of each ticket, one column a fact, loaded set by set and never as objects."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Float, case, cast, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from swarm import clock
from swarm.reports.around import Ids, movements, read_table, swarms_on, work_on
from swarm.reports.cohorts import Cohort
from swarm.reports.survival import Flags, Floats
from swarm.tickets.tables import Rating, Ticket
from swarm.tiers.tables import SourceFigure

ENDED = ("solved", "closed")
HOUR = 3600.0


@dataclass(frozen=True)
class Facts:
    """Parallel arrays, one entry a ticket, by rising number.

    Moments are seconds since 1970, NaN where there is none. The `kept` columns are 1 kept,
    0 missed, NaN while that is open or where nothing was promised. `moves` are changes of
    owner or of group, whichever were more (a transfer of both is one); `bounces` are returns
    to the one it came from. `timed` of the `touches` tell their length, `minutes` is its sum
    (NaN where none tells). `swarm_people` are the people of its swarms, one in two swarms
    counted twice. The `source` columns are what the desk of origin itself counted.
    """

    number: Ids
    tiered: Flags
    imported: Flags
    ended: Flags
    created: Floats
    responded: Floats
    solved: Floats
    seen: Floats
    response_kept: Floats
    resolution_kept: Floats
    reopened: Ids
    score: Floats
    asked: Flags
    swarms: Ids
    swarms_closed: Ids
    swarms_solved: Ids
    swarm_people: Ids
    people: Ids
    touches: Ids
    timed: Ids
    minutes: Floats
    moves: Ids
    bounces: Ids
    group_moves: Ids
    source_moves: Floats
    source_reopens: Floats
    source_kept: Floats
    source_hours: Floats

    def __len__(self) -> int:
        return len(self.number)

    def where(self, mask: Flags) -> Facts:
        """The same facts of some of the tickets."""
        return Facts(**{field.name: getattr(self, field.name)[mask] for field in fields(self)})

    @property
    def solved_hours(self) -> Floats:
        """Hours from creation to the solution; NaN where there is none."""
        return np.maximum(self.solved - self.created, 0) / HOUR

    @property
    def response_hours(self) -> Floats:
        """Hours from creation to the first public reply; NaN where there is none."""
        return np.maximum(self.responded - self.created, 0) / HOUR

    @property
    def seen_hours(self) -> Floats:
        """Hours from creation to when the ticket was last watched: its end, or now."""
        return np.maximum(self.seen - self.created, 0) / HOUR


def load_facts(session: Session, cohort: Cohort) -> Facts:
    """The facts of every ticket of `cohort`."""
    columns = _ticket_columns(session, cohort)
    number = columns["number"].astype(np.int64)
    mine = None if cohort.whole else select(Ticket.number).where(*cohort.conditions())
    columns |= movements(session, number, mine)
    columns |= work_on(session, number, mine) | swarms_on(session, number, mine)
    return Facts(**(columns | {"number": number}))


def _epoch(column: InstrumentedAttribute[Any]) -> ColumnElement[float]:
    return cast(extract("epoch", column), Float)


def _kept(
    due: InstrumentedAttribute[Any], done: InstrumentedAttribute[Any], now: datetime
) -> ColumnElement[Any]:
    # The same rule as tickets.clocks.was_kept, for many tickets.
    return case(
        (Ticket.channel == "import", None),
        (due.is_(None), None),
        (done.is_not(None), case((done <= due, 1), else_=0)),
        ((due < now) & Ticket.paused_at.is_(None), 0),
        else_=None,
    )


def _ticket_columns(session: Session, cohort: Cohort) -> dict[str, Any]:
    now = clock.now()
    ended = Ticket.status.in_(ENDED)
    seen = case((ended, func.coalesce(Ticket.closed_at, Ticket.updated_at)), else_=now)
    # `else_` is a bare moment: its type has to be said for SQLite.
    seen_at = func.coalesce(case((ended, Ticket.solved_at)), seen, type_=Ticket.created_at.type)
    asked: dict[str, Any] = {
        "number": Ticket.number,
        "tiered": case((Ticket.process == "tier", 1), else_=0),
        "imported": case((Ticket.channel == "import", 1), else_=0),
        "ended": case((ended, 1), else_=0),
        "created": _epoch(Ticket.created_at),
        "responded": _epoch(Ticket.first_response_at),
        "solved": case((ended, _epoch(Ticket.solved_at)), else_=None),
        "seen": cast(extract("epoch", seen_at), Float),
        "response_kept": _kept(Ticket.respond_by, Ticket.first_response_at, now),
        "resolution_kept": _kept(Ticket.resolve_by, Ticket.solved_at, now),
        "reopened": Ticket.reopened,
        "score": Rating.score,
        "asked": case((Rating.asked_at.is_not(None), 1), else_=0),
        "source_moves": SourceFigure.reassignments,
        "source_reopens": SourceFigure.reopens,
        "source_kept": case(
            (SourceFigure.sla_kept.is_(True), 1), (SourceFigure.sla_kept.is_(False), 0), else_=None
        ),
        "source_hours": (_epoch(SourceFigure.resolved_at) - _epoch(SourceFigure.opened_at)) / HOUR,
    }
    statement = (
        select(*(column.label(name) for name, column in asked.items()))
        .select_from(Ticket)
        .outerjoin(Rating, Rating.ticket_number == Ticket.number)
        .outerjoin(SourceFigure, SourceFigure.ticket_number == Ticket.number)
        .where(*cohort.conditions())
        .order_by(Ticket.number)
    )
    table = read_table(session, statement, len(asked))
    columns: dict[str, Any] = dict(zip(asked, table.T, strict=True))
    for name in ("tiered", "imported", "ended", "asked"):
        columns[name] = columns[name] == 1
    columns["reopened"] = columns["reopened"].astype(np.int64)
    return columns
