"""Everything that refers to one person, or to another one row, comes to refer to another.

The tables of higher floors are known here only as what the database is: columns that point to
`person.id`. So no table is forgotten when one is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    TextClause,
    UniqueConstraint,
    delete,
    exists,
    select,
    update,
)
from sqlalchemy.orm import Session

from swarm.db import Base
from swarm.people.tables import Person


@dataclass(frozen=True)
class _Unique:
    """Columns that may hold the same values once, where a condition holds."""

    names: list[str]
    where: TextClause | None = None


def move_everything(session: Session, old: Person, new: Person) -> dict[str, int]:
    """Make every row that names `old` name `new`; returns how many rows changed by column.

    Where both already stand (one skill claimed by both, one swarm joined by both) the row of
    `new` stays and that of `old` goes. Lines of activity are never changed.
    """
    return move_references(session, pointing_columns(), old.id, new.id)


def move_references(
    session: Session, columns: Iterable[tuple[Table, Column[int]]], old: int, new: int
) -> dict[str, int]:
    """The same for any columns that hold the key of one kind of row."""
    session.flush()
    moved: dict[str, int] = {}
    for table, column in columns:
        for unique in _uniques(table, column):
            _drop_doubles(session, table, column, unique, old, new)
        result = session.execute(
            update(table).where(column == old).values({column.name: new}).returning(column)
        )
        count = len(result.all())
        if count:
            moved[f"{table.name}.{column.name}"] = count
    session.expire_all()
    return moved


def pointing_columns() -> list[tuple[Table, Column[int]]]:
    """Every column of the whole desk that points to a person, tables in the order of need."""
    return columns_pointing_to(Person.__table__.c.id)


def columns_pointing_to(key: ColumnElement[int]) -> list[tuple[Table, Column[int]]]:
    """Every column of the whole desk that points to `key`, tables in the order of need."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(one.column is key for one in column.foreign_keys)
    ]


def _uniques(table: Table, column: Column[int]) -> Iterator[_Unique]:
    if column.name in table.primary_key.columns:
        yield _Unique([one.name for one in table.primary_key.columns])
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.columns:
            yield _Unique([one.name for one in constraint.columns])
    for index in table.indexes:
        names = [one.name for one in index.columns]
        if index.unique and column.name in names:
            yield _Unique(names, index.dialect_options["sqlite"].get("where"))


def _drop_doubles(
    session: Session, table: Table, column: Column[int], unique: _Unique, old: int, new: int
) -> None:
    rows = select(table)
    doubles = delete(table).where(column == old)
    if unique.where is not None:
        # Within the subquery the bare names of the condition mean the twin's own columns.
        rows, doubles = rows.where(unique.where), doubles.where(unique.where)
    twin = rows.subquery("twin")
    same = [
        twin.c[name].is_not_distinct_from(table.c[name])
        for name in unique.names
        if name != column.name
    ]
    session.execute(doubles.where(exists().where(twin.c[column.name] == new, *same)))
