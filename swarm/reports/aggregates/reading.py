"""The kept figures of a selection, exact to the line: what waits to be counted is counted here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.tables import Due
from swarm.db import Database
from swarm.reports.aggregates.counting import PRIORITIES, WORDS, count_tickets
from swarm.reports.aggregates.entries import Ids
from swarm.reports.aggregates.keeping import LISTENER, missing, tickets_of
from swarm.reports.aggregates.naming import as_here
from swarm.reports.aggregates.narrowing import of_kind
from swarm.reports.aggregates.parts import (
    PACKED,
    Part,
    code_of,
    in_full,
    join_parts,
    renew,
    unpack,
    unpack_some,
)
from swarm.reports.aggregates.tables import AggregateClock, TicketAggregate
from swarm.reports.cohorts import Cohort
from swarm.skills.questions.pieces import read_pieces
from swarm.tickets.tables import Ticket

MICROS = 1e6
CHUNK = 500
AT_ONCE = 20_000
MERGED_FROM = 20_000
"""So many changed tickets stand beside the others before all are put in order anew."""
DESKS = 2

NOTHING = unpack([])


@dataclass(frozen=True)
class Stored:
    """What was read of the kept rows: `whole` is `base` with the `recent` ones in their places."""

    epoch: int
    stamp: int
    size: int
    base: Part
    recent: Part
    whole: Part


@dataclass(frozen=True)
class Look:
    """The kept figures at one moment, and the tickets whose figures are out of date or missing."""

    stored: Stored
    live: Ids

    @property
    def mark(self) -> tuple[int, int, int] | None:
        """Equal marks, equal figures; None where something was not kept yet."""
        return None if len(self.live) else (self.stored.epoch, self.stored.stamp, self.stored.size)


# Threads share it without a lock: what is in it is never changed, only replaced.
_stored: dict[str, Stored] = {}


def look(session: Session) -> Look:
    """Where the kept figures stand. What waits is asked for first: it may be kept meanwhile."""
    waiting = session.scalars(select(Due.stream).where(Due.listener == LISTENER).distinct())
    live = tickets_of(session, waiting)
    stored = _read_stored(session)
    if session.scalar(select(func.count()).select_from(Ticket)) != stored.size:
        live |= set(session.scalars(missing()))
    return Look(stored, np.array(sorted(live), dtype=np.int64))


def read_ahead(database: Database) -> int:
    """Have the kept figures and all evidence at hand before anybody asks; returns of how many
    tickets."""
    with database.read() as session:
        read_pieces(session)
        return look(session).stored.size


def read_part(session: Session, cohort: Cohort, at: Look | None = None) -> Part:
    """The figures of the tickets of `cohort`."""
    part = _read(session, cohort, at or look(session))
    return part if cohort.swarm_kind is None else of_kind(session, part, cohort.swarm_kind)


def _read(session: Session, cohort: Cohort, at: Look) -> Part:
    if not at.stored.size:
        return count_tickets(session, cohort.conditions())
    whole = at.stored.whole
    mask = mask_of(whole, cohort)
    if not len(at.live):
        return whole.where(mask)
    mask &= ~whole.among(at.live)
    return join_parts([whole.where(mask), *_counted(session, cohort, at.live)])


def _counted(session: Session, cohort: Cohort, numbers: Ids) -> Iterator[Part]:
    for start in range(0, len(numbers), CHUNK):
        mine = Ticket.number.in_(numbers[start : start + CHUNK].tolist())
        yield count_tickets(session, [mine, *cohort.conditions()])


def mask_of(part: Part, cohort: Cohort) -> NDArray[np.bool_]:
    """Which tickets of a part are of the cohort: its conditions, on columns.

    The kind of swarm is none of them: `of_kind` narrows afterwards.
    """
    said = part.columns
    mask = np.ones(len(part), dtype=np.bool_)
    if cohort.start is not None or cohort.end is not None:
        created = np.rint(said["created"] * MICROS)
        if cohort.start is not None:
            mask &= created >= np.rint(cohort.start.timestamp() * MICROS)
        if cohort.end is not None:
            mask &= created < np.rint(cohort.end.timestamp() * MICROS)
    for name in WORDS:
        if (value := getattr(cohort, name)) is not None:
            mask &= said[name] == code_of(value)
    if cohort.process is not None:
        mask &= said["tiered"] == (cohort.process == "tier")
    if cohort.team is not None:
        mask &= said["team"] == cohort.team
    if cohort.priority:
        mask &= np.isin(said["priority"], [PRIORITIES.index(one) for one in cohort.priority])
    return mask


def _read_stored(session: Session) -> Stored:
    url = str(session.connection().engine.url)
    size, stamp = session.execute(
        select(func.count(), func.coalesce(func.max(TicketAggregate.stamp), 0))
    ).one()
    epoch = session.scalar(select(AggregateClock.epoch)) or 0
    known, fresh = _stored.get(url), Stored(epoch, -1, 0, NOTHING, NOTHING, NOTHING)
    if known is None or known.epoch != epoch or known.stamp > stamp:
        known = fresh
    if known.stamp != stamp or known.size != size:
        known = _follow(session, known, stamp)
    if known.size != size:
        # Rows went away (a demo was cleared): everything is read anew.
        known = _follow(session, fresh, stamp)
    _stored.pop(url, None)
    _stored[url] = known
    for oldest in list(_stored)[:-DESKS]:
        _stored.pop(oldest, None)
    return known


def _follow(session: Session, known: Stored, stamp: int) -> Stored:
    changed = _load(session, known.stamp, stamp)
    if not len(known.base):
        return Stored(known.epoch, stamp, len(changed), changed, NOTHING, changed)
    recent = in_full(renew(known.recent, changed))
    if len(recent) > MERGED_FROM:
        whole = in_full(renew(known.base, recent))
        return Stored(known.epoch, stamp, len(whole), whole, NOTHING, whole)
    whole = renew(known.base, recent)
    return Stored(known.epoch, stamp, len(whole), known.base, recent, whole)


def _load(session: Session, after: int, upto: int) -> Part:
    """What was kept after one stamp, up to another."""
    table = TicketAggregate
    fresh = (table.stamp > after, table.stamp <= upto)
    most = session.scalar(select(func.count()).select_from(table).where(*fresh)) or 0
    rows = session.execute(
        select(table.ticket_number, *(getattr(table, name) for name in PACKED))
        .where(*fresh)
        .order_by(table.ticket_number)
        .execution_options(yield_per=AT_ONCE)
    )
    return as_here(session, unpack_some(rows.partitions(), most))
