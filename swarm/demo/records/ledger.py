"""Rows of the demo gathered in memory, numbered as the database would, and written at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, func, insert, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Base

Row = dict[str, Any]


class Ledger:
    """Hands out ids and line numbers; `write` puts everything into the database.

    Nobody else may write meanwhile: the caller's session holds the database.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[Table, list[Row]] = defaultdict(list)
        self._ids: dict[Table, int] = {}
        self._heads: dict[str, int] = {}
        self._known: frozenset[str] = frozenset(session.scalars(select(Stream.name)))

    def add(self, table: type[Base], **values: Any) -> Row:
        """A row as it shall be written; it may be changed until then."""
        row = dict(values)
        self.rows[_of(table)].append(row)
        return row

    def add_numbered(self, table: type[Base], **values: Any) -> Row:
        """The same for a table with an id, which the row carries under the column's name."""
        found = _of(table)
        key = next(iter(found.primary_key))
        if found not in self._ids:
            self._ids[found] = self.session.scalar(select(func.max(key))) or 0
        self._ids[found] += 1
        return self.add(table, **{key.name: self._ids[found]}, **values)

    def of(self, table: type[Base]) -> list[Row]:
        """The rows of a table so far."""
        return self.rows[_of(table)]

    def drop(self, table: type[Base], gone: Iterable[int]) -> None:
        """Take rows back, by their `id`s."""
        ids = set(gone)
        found = _of(table)
        self.rows[found] = [row for row in self.rows[found] if row["id"] not in ids]

    def line(self, stream: str, kind: str, actor: int | None, at: datetime, /, **data: Any) -> int:
        """The next line of a stream; its number."""
        if stream not in self._heads:
            known = stream in self._known
            self._heads[stream] = self._head(stream) if known else 0
        self._heads[stream] += 1
        seq = self._heads[stream]
        self.add(ActivityLine, stream=stream, seq=seq, kind=kind, actor_id=actor, at=at, data=data)
        return seq

    def head(self, stream: str) -> int:
        """The number of a stream's last line so far."""
        return self._heads.get(stream, 0)

    def _head(self, stream: str) -> int:
        return self.session.scalar(select(Stream.head).where(Stream.name == stream)) or 0

    def write(self) -> int:
        """Write all rows, parents before children; returns how many they were."""
        connection = self.session.connection()
        for name, head in self._heads.items():
            if name in self._known:
                connection.execute(update(Stream).where(Stream.name == name).values(head=head))
            else:
                self.add(Stream, name=name, head=head)
        for table in Base.metadata.sorted_tables:
            if self.rows[table]:
                connection.execute(insert(table), _whole(table, self.rows[table]))
        if connection.dialect.name == "postgresql":
            for table in self._ids:
                key = next(iter(table.primary_key)).name
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key}'),"  # noqa: S608  # names of our own tables
                        f" (SELECT max({key}) FROM {table.name}))"
                    )
                )
        return sum(len(rows) for rows in self.rows.values())


def _of(table: type[Base]) -> Table:
    found = table.__table__
    if not isinstance(found, Table):
        raise TypeError(f"{table} is no table")
    return found


def _whole(table: Table, rows: list[Row]) -> list[Row]:
    # Rows that are written together must name the same columns.
    blank = {column.key: _default(column) for column in table.columns}
    return [blank | row for row in rows]


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
