"""Figures narrowed to one kind of swarm: its tickets, and of their swarms those of the kind."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.entries import SIZE, SORTS, Entries
from swarm.reports.aggregates.parts import RECORD, Lazy, Part
from swarm.reports.around import members_of_swarms, swarms_on
from swarm.rooms.tables import ON_TICKET, Swarm


def of_kind(session: Session, part: Part, kind: str) -> Part:
    """The tickets of `part` with a swarm of this kind; their swarms of other kinds do not count.

    Kept figures hold sums of all kinds, so that these few are counted from the swarms' own rows.
    """
    swarmed = select(ON_TICKET).where(Swarm.kind == kind, ON_TICKET.is_not(None)).distinct()
    numbers = np.array(session.scalars(swarmed).all(), dtype=np.int64)
    mine = part.where(part.among(numbers))
    counted = {
        name: values.astype(RECORD[name])
        for name, values in swarms_on(session, mine.number, None, kind).items()
    }
    sizes = _sizes(session, mine, kind)
    return Part(
        mine.number,
        Lazy(
            list(mine.columns),
            lambda name: counted[name] if name in counted else mine.columns[name],
        ),
        Lazy(list(SORTS), lambda sort: sizes if sort == "swarms" else mine.entries[sort]),
    )


def _sizes(session: Session, part: Part, kind: str) -> Entries:
    found = session.execute(members_of_swarms().where(Swarm.kind == kind)).all()
    table = np.array([tuple(row) for row in found], dtype=np.int64).reshape(len(found), 2)
    table = table[np.isin(table[:, 0], part.number)]
    # Those of one ticket stand next to each other.
    table = table[np.argsort(table[:, 0], kind="stable")]
    return Entries(table[:, 1].astype(SIZE), np.searchsorted(part.number, table[:, 0]))
