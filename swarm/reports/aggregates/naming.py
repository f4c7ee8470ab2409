"""The numbers of what is said in a part: those of this process, or those of its database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from swarm.reports.aggregates.entries import Entries
from swarm.reports.aggregates.kinds import KINDS, WORDS, Kinds
from swarm.reports.aggregates.parts import Part

NAMELESS = -99
"""What a number that no row explains becomes: it was spoilt, and equals nothing that is counted."""

NAMED: dict[str, tuple[str, Kinds[Any]]] = {
    "work": ("kind", KINDS),
    "steps": ("kind", KINDS),
    "queues": ("word", WORDS),
    "spells": ("word", WORDS),
}
"""In which field entries of a sort name something; below 0 it is nothing that has words."""


def as_here(session: Session, part: Part) -> Part:
    """A part as it came from the database, in the numbers of this process."""
    entries = dict(part.entries)
    known = {id(kinds): kinds.read(session) for kinds in (KINDS, WORDS)}
    for sort, (field, kinds) in NAMED.items():
        entries[sort] = _renamed(entries[sort], field, known[id(kinds)])
    return replace(part, entries=entries)


def as_stored(session: Session, part: Part) -> Part:
    """A part in the numbers of the database; what it does not know yet is written there."""
    entries = dict(part.entries)
    for sort, (field, kinds) in NAMED.items():
        some = np.unique(entries[sort].values[field])
        some = some[some >= 0]
        table = np.full(int(some.max(initial=-1)) + 1, -1, dtype=np.int32)
        ids = kinds.keep(session, some.tolist())
        table[some] = [ids[number] for number in some.tolist()]
        entries[sort] = _renamed(entries[sort], field, table)
    return replace(part, entries=entries)


def _renamed(entries: Entries, field: str, table: Any) -> Entries:
    values = entries.values.copy()
    said = values[field]
    known = (said >= 0) & (said < len(table))
    renamed = np.where(said < 0, said, NAMELESS)
    renamed[known] = table[said[known]]
    values[field] = renamed
    return Entries(values, entries.at)
