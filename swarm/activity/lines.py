"""Append a line to a stream, and read lines back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from pydantic import BaseModel
from sqlalchemy import Select, Table, bindparam, func, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
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
    statement = make(STREAM).values(name=bindparam("stream", type_=STREAM.c.name.type), head=1)
    return statement.on_conflict_do_update(
        index_elements=[STREAM.c.name], set_={"head": STREAM.c.head + 1}
    ).returning(STREAM.c.head)


def _given(table: Table, *names: str) -> list[Any]:
    return [bindparam(name, type_=table.c[name].type) for name in names]


def _whole() -> Select[Any]:
    """A line with its number and with what listeners have to do, in one statement."""
    step = _stepping(postgresql.insert).cte("step")
    stream, *rest = _given(LINE, "stream", "kind", "actor_id", "at", "data")
    line = insert(LINE).from_select(
        ["stream", "seq", "kind", "actor_id", "at", "data"], select(stream, step.c.head, *rest)
    )
    listeners = func.unnest(bindparam("listeners", type_=ARRAY(DUE.c.listener.type)))
    due = insert(DUE).from_select(
        ["listener", "stream", "seq", "failures"],
        select(listeners, stream, step.c.head, literal(0)),
    )
    return select(step.c.head).add_cte(line.cte("line"), due.cte("due"))


STREAM, LINE, DUE = (cast(Table, one.__table__) for one in (Stream, ActivityLine, Due))
# Everybody in a room waits for these.
_WHOLE = Prepared(_whole())
_STEP = Prepared(_stepping(sqlite.insert))
_LINE = Prepared(insert(LINE), [column.name for column in LINE.columns])
_HEAD = Prepared(select(Stream.head).where(Stream.name == bindparam("name")))


@cache
def _due_for(listeners: tuple[str, ...]) -> Prepared:
    rows = [
        {"listener": one, "stream": bindparam("stream"), "seq": bindparam("seq"), "failures": 0}
        for one in listeners
    ]
    return Prepared(insert(DUE).values(rows))


def lock_streams(session: Session, names: Iterable[str]) -> None:
    """Lock the heads of several streams in the order of their names, so that nobody deadlocks."""
    if session.connection().dialect.name == "sqlite":
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
    listeners = tuple(session.info.get("due_kinds", {}).get(kind, ()))
    at = clock.now()
    row = {"stream": stream, "kind": kind, "actor_id": actor, "at": at, "data": data}
    if connection.dialect.name == "postgresql":
        seq: int = _WHOLE.run(connection, {**row, "listeners": list(listeners)})[0]
    else:
        seq = _STEP.run(connection, row)[0]
        _LINE.run(connection, {**row, "seq": seq})
        if listeners:
            _due_for(listeners).run(connection, {"stream": stream, "seq": seq})
    line = Line(stream=stream, seq=seq, kind=kind, actor=actor, at=at, data=data)
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
