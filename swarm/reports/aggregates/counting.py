"""The figures of tickets counted anew from the record: what is kept must equal this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.entries import SIZE, WORK, Entries
from swarm.reports.aggregates.epochs import epoch
from swarm.reports.aggregates.kinds import KINDS
from swarm.reports.aggregates.parts import RECORD, UNDECIDED, Part, code_of
from swarm.reports.aggregates.touches import add_up
from swarm.reports.aggregates.trails import trails
from swarm.reports.around import Ids, members_of_swarms, movements, swarms_on, work_on
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Priority, Rating, Ticket
from swarm.tiers.policies.tables import ProcessAssignment
from swarm.tiers.tables import SourceFigure

Where = Sequence[ColumnElement[bool]]

ENDED = ("solved", "closed")
PRIORITIES = [str(one) for one in Priority]
HOUR = 3600.0
WORDS = ("product", "component", "category", "source")
"""Texts by which a selection may choose."""
TEXTS = (*WORDS, "channel")


def count_tickets(session: Session, where: Where = ()) -> Part:
    """The figures of every ticket that fits `where`, from the rows that activity keeps."""
    columns = _columns(session, where)
    number = columns.pop("number")
    mine = select(Ticket.number).where(*where) if where else None
    columns |= movements(session, number, mine)
    columns |= work_on(session, number, mine) | swarms_on(session, number, mine)
    figures = {name: columns[name].astype(RECORD[name], copy=False) for name in RECORD.names or ()}
    until = np.where(np.isnan(figures["solved"]), figures["seen"], figures["solved"])
    return Part(
        number,
        figures,
        {
            "work": _work(session, where, number),
            "swarms": _sizes(session, where, number),
            **trails(session, where, number, figures["created"], until),
        },
    )


def _promise(due: Any, done: Any) -> ColumnElement[Any]:
    # The same rule as tickets.clocks.was_kept: one that passed while the clocks ran is missed for
    # good; whether one is late whose clocks run depends on the hour.
    return case(
        (Ticket.channel == "import", -1),
        (due.is_(None), -1),
        (done.is_not(None), case((done <= due, 1), else_=0)),
        (due < Ticket.paused_at, 0),
        else_=UNDECIDED,
    )


def _asked() -> dict[str, Any]:
    ended = Ticket.status.in_(ENDED)
    seen = func.coalesce(
        Ticket.solved_at, Ticket.closed_at, Ticket.updated_at, type_=Ticket.created_at.type
    )
    kept = SourceFigure.sla_kept
    return {
        "number": Ticket.number,
        "created": epoch(Ticket.created_at),
        "responded": epoch(Ticket.first_response_at),
        "solved": case((ended, epoch(Ticket.solved_at)), else_=None),
        "seen": case((ended, epoch(seen)), else_=None),
        "respond_by": epoch(Ticket.respond_by),
        "resolve_by": epoch(Ticket.resolve_by),
        "response": _promise(Ticket.respond_by, Ticket.first_response_at),
        "resolution": _promise(Ticket.resolve_by, Ticket.solved_at),
        "paused": case((Ticket.paused_at.is_not(None), 1), else_=0),
        "tiered": case((Ticket.process == "tier", 1), else_=0),
        "imported": case((Ticket.channel == "import", 1), else_=0),
        "ended": case((ended, 1), else_=0),
        "reopened": Ticket.reopened,
        "team": func.coalesce(Ticket.team_id, 0),
        "score": func.coalesce(Rating.score, 0),
        "asked": case((Rating.asked_at.is_not(None), 1), else_=0),
        "source_moves": func.coalesce(SourceFigure.reassignments, -1),
        "source_reopens": func.coalesce(SourceFigure.reopens, -1),
        "source_kept": case((kept.is_(True), 1), (kept.is_(False), 0), else_=-1),
        "source_hours": (epoch(SourceFigure.resolved_at) - epoch(SourceFigure.opened_at)) / HOUR,
        "drawn": case((ProcessAssignment.how == "randomized", 1), else_=0),
        "priority": case(
            *((Ticket.priority == one, place) for place, one in enumerate(PRIORITIES)), else_=-1
        ),
    }


def _columns(session: Session, where: Where) -> dict[str, NDArray[Any]]:
    asked = _asked()
    rows = session.execute(
        select(*asked.values(), *(getattr(Ticket, name) for name in TEXTS))
        .select_from(Ticket)
        .outerjoin(Rating, Rating.ticket_number == Ticket.number)
        .outerjoin(ProcessAssignment, ProcessAssignment.ticket_number == Ticket.number)
        .outerjoin(SourceFigure, SourceFigure.ticket_number == Ticket.number)
        .where(*where)
        .order_by(Ticket.number)
    ).all()
    width = len(asked)
    table = np.array([row[:width] for row in rows], dtype=np.float64).reshape(len(rows), width)
    columns: dict[str, NDArray[Any]] = dict(zip(asked, table.T, strict=True))
    codes = {text: code_of(text) for row in rows for text in row[width:]}
    for place, name in enumerate(TEXTS, width):
        columns[name] = np.array([codes[row[place]] for row in rows], dtype=np.int64)
    columns["number"] = columns["number"].astype(np.int64)
    return columns


def _work(session: Session, where: Where, number: Ids) -> Entries:
    found = [
        (ticket, (KINDS.number_of(said), touches, timed, minutes))
        for said, ticket, _, touches, timed, minutes in add_up(session, where)
    ]
    at = np.searchsorted(number, np.array([ticket for ticket, _ in found], dtype=np.int64))
    return Entries(np.array([entry for _, entry in found], dtype=WORK), at.astype(np.int64))


def _sizes(session: Session, where: Where, number: Ids) -> Entries:
    asked = members_of_swarms()
    if where:
        asked = asked.join(Ticket, Ticket.number == Swarm.ticket_number).where(*where)
    found = session.execute(asked).all()
    at = np.searchsorted(number, np.array([row.ticket_number for row in found], dtype=np.int64))
    return Entries(np.array([row.people for row in found], dtype=SIZE), at.astype(np.int64))
