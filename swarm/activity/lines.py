"""Append a line to a stream, and read lines back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.tables import ActivityLine, Due, Stream
from swarm.prepared import Prepared

PAGE = 200
MOST = 1000


class Line(BaseModel):
    """One line of activity as it is handed on: the same object by HTTP and by socket."""

    stream: str
    seq: int
    kind: str
    actor: int | None
    at: datetime
    data: dict[str, Any]


class Lines(BaseModel):
    """A stretch of a stream and the number of its last line at the time of reading."""

    items: list[Line]
    head: int


Joiner = Callable[[Session, Sequence[Line]], None]
"""Fills the texts that lines refer to into their `data`; called on reading and sending."""


def _stepping(make: Any) -> Any:
    statement = make(Stream.__table__).values(name=bindparam("name"), head=1)
    return statement.on_conflict_do_update(
        index_elements=[Stream.name], set_={"head": Stream.head + 1}
    ).returning(Stream.head)


def _adding(table: Any) -> Prepared:
    return Prepared(insert(table), [column.name for column in table.columns])


# Everybody in a room waits for these.
_STEP = {
    "sqlite": Prepared(_stepping(sqlite.insert)),
    "postgresql": Prepared(_stepping(postgresql.insert)),
}
_LINE = _adding(ActivityLine.__table__)
_DUE = _adding(Due.__table__)
_HEAD = Prepared(select(Stream.head).where(Stream.name == bindparam("name")))


def lock_streams(session: Session, names: Iterable[str]) -> None:
    """Lock the heads of several streams in the order of their names, so that nobody deadlocks."""
    if session.get_bind().dialect.name == "sqlite":
        return  # a writer is alone there
    wanted = sorted(set(names))
    session.execute(
        select(Stream.name).where(Stream.name.in_(wanted)).order_by(Stream.name).with_for_update()
    ).all()


def append(
    session: Session, stream: str, kind: str, actor: int | None = None, /, **data: Any
) -> Line:
    """Write the next line of `stream` in this transaction and return it.

    `actor` is a person's id, None for the desk itself. `data` holds ids, numbers, short
    codes and moments as ISO text; free text belongs in a row of its own.
    """
    session.flush()
    connection = session.connection()
    seq: int = _STEP[connection.dialect.name].run(connection, {"name": stream})[0]
    line = Line(stream=stream, seq=seq, kind=kind, actor=actor, at=clock.now(), data=data)
    row = {"stream": stream, "seq": seq, "kind": kind, "actor_id": actor, "at": line.at}
    _LINE.run(connection, {**row, "data": data})
    for listener in session.info.get("due_kinds", {}).get(kind, ()):
        _DUE.run(connection, {"listener": listener, "stream": stream, "seq": seq, "failures": 0})
    session.info.setdefault("lines", []).append(line)
    return line


def head_of(session: Session, stream: str) -> int:
    """The number of the last line, 0 for a stream that has none."""
    row = _HEAD.run(session.connection(), {"name": stream})
    return row[0] if row else 0


def heads_of(session: Session, streams: Iterable[str]) -> dict[str, int]:
    """The head of each of several streams; streams without lines are left out."""
    rows = session.execute(select(Stream.name, Stream.head).where(Stream.name.in_(set(streams))))
    return {row.name: row.head for row in rows}


def read_lines(
    session: Session,
    stream: str,
    after: int = 0,
    limit: int = PAGE,
    *,
    joiner: Joiner | None = None,
) -> Lines:
    """The lines after number `after`, oldest first, at most `limit` (1 to 1,000)."""
    rows = session.scalars(
        select(ActivityLine)
        .where(ActivityLine.stream == stream, ActivityLine.seq > after)
        .order_by(ActivityLine.seq)
        .limit(max(1, min(limit, MOST)))
    )
    items = [as_line(row) for row in rows]
    if joiner is not None:
        joiner(session, items)
    return Lines(items=items, head=head_of(session, stream))


_BETWEEN = (
    select(
        ActivityLine.seq, ActivityLine.kind, ActivityLine.actor_id, ActivityLine.at,
        ActivityLine.data,
    )
    .where(
        ActivityLine.stream == bindparam("stream"),
        ActivityLine.seq.between(bindparam("first"), bindparam("last")),
    )
    .order_by(ActivityLine.seq)
)  # fmt: skip


def read_those(session: Session, stream: str, numbers: Collection[int]) -> list[Line]:
    """The lines of a stream that have these numbers, oldest first, past the ORM."""
    if not numbers:
        return []
    between = {"stream": stream, "first": min(numbers), "last": max(numbers)}
    return [
        Line(stream=stream, seq=seq, kind=kind, actor=actor, at=at, data=dict(data))
        for seq, kind, actor, at, data in session.connection().execute(_BETWEEN, between)
        if seq in numbers
    ]


def as_line(row: ActivityLine) -> Line:
    """The plain line of a row."""
    return Line(
        stream=row.stream,
        seq=row.seq,
        kind=row.kind,
        actor=row.actor_id,
        at=row.at,
        data=dict(row.data),
    )


def count_lines(session: Session, stream: str) -> int:
    """How many lines a stream holds; equals its head as long as nothing was tampered with."""
    return (
        session.scalar(
            select(func.count()).select_from(ActivityLine).where(ActivityLine.stream == stream)
        )
        or 0
    )
