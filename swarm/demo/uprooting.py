"""Deletes rows together with whatever refers to them, by the foreign keys of every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine, Due, Stream
from swarm.db import Base
from swarm.migrating import every_table

SLICE = 500
"""So many ids are named in one statement."""


def forget(session: Session, table: Table, ids: Sequence[int]) -> None:
    """Delete rows by their ids, and before them whatever refers to them."""
    # What refers to the table itself goes last, when nothing hangs on those rows any more.
    for child, column in sorted(children(table), key=lambda one: one[0] is table):
        for some in _slices(ids):
            if child is not table and children(child):
                keys = session.scalars(select(key_of(child)).where(column.in_(some))).all()
                forget(session, child, keys)
            else:
                session.execute(delete(child).where(column.in_(some)))
    for some in _slices(ids):
        session.execute(delete(table).where(key_of(table).in_(some)))


def forget_streams(session: Session, names: Sequence[str]) -> None:
    """Delete streams with their lines, and what waited for listeners."""
    for some in _slices(names):
        for table, column in ((Due, Due.stream), (ActivityLine, ActivityLine.stream)):
            session.execute(delete(table).where(column.in_(some)))
        session.execute(delete(Stream).where(Stream.name.in_(some)))


def ids_among(session: Session, key: Any, column: Any, among: Sequence[int]) -> list[int]:
    """The keys of the rows whose `column` is one of `among`."""
    return [
        one
        for some in _slices(among)
        for one in session.scalars(select(key).where(column.in_(some)))
    ]


def _slices(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), SLICE):
        yield things[start : start + SLICE]


@cache
def children(table: Table) -> tuple[tuple[Table, Column[Any]], ...]:
    """The columns that refer to a table."""
    # Of every package's tables, also those that this command would not import otherwise.
    return tuple(
        (other, key.parent)
        for other in every_table().sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    )


def key_of(table: Table) -> Column[Any]:
    """A table's key, the first column of one that has several."""
    return next(iter(table.primary_key))


def table_of(kind: type[Base]) -> Table:
    """The table of a class. Raises TypeError where it has none of its own."""
    found = kind.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{kind} is no table")
    return found
